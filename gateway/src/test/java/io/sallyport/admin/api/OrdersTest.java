package io.sallyport.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.Input;
import io.sallyport.failover.Refusal;
import io.sallyport.failover.RegionName;
import io.sallyport.serving.OrderResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {

    private static final String HOLD = "/api/v1/hold";
    private static final String SIGNED = "\"by\":\"ada\",\"why\":\"a test\"";
    private static final RegionName EAST = new RegionName("us-east-1");

    private static final Map<Refusal.Kind, Integer> STATUSES = Map.of(
            Refusal.Kind.MALFORMED, 400,
            Refusal.Kind.UNKNOWN_REGION, 400,
            Refusal.Kind.STARTING, 503,
            Refusal.Kind.STOPPED, 503);

    private final AdminUnderTest admin = AdminUnderTest.onLoopback();

    @AfterEach
    void close() {
        admin.close();
    }

    static Stream<Arguments> orders() {
        Duration tenMinutes = Duration.ofMinutes(10);
        return Stream.of(
                of("POST", "hold", "", new Input.Hold("ada", "a test", Optional.empty())),
                of("POST", "hold", ",\"duration\":\"10m\"", new Input.Hold("ada", "a test", Optional.of(tenMinutes))),
                of("POST", "hold", ",\"duration\":\"1500ms\"", held(Duration.ofMillis(1500))),
                of("POST", "hold", ",\"duration\":\"30s\"", held(Duration.ofSeconds(30))),
                of("POST", "hold", ",\"duration\":\"2h\"", held(Duration.ofHours(2))),
                of("POST", "release", "", new Input.Release("ada", "a test")),
                of(
                        "POST",
                        "failover",
                        ",\"region\":\"us-east-1\"",
                        new Input.Failover(EAST, "ada", "a test", Optional.empty())),
                of(
                        "POST",
                        "failover",
                        ",\"duration\":\"10m\",\"region\":\"us-east-1\"",
                        new Input.Failover(EAST, "ada", "a test", Optional.of(tenMinutes))),
                of("POST", "failback", "", new Input.Failback("ada", "a test")),
                of(
                        "POST",
                        "drill",
                        ",\"percent\":7,\"duration\":\"10m\"",
                        new Input.Drill(Optional.empty(), 7, tenMinutes, 5, "ada", "a test")),
                of(
                        "POST",
                        "drill",
                        ",\"region\":\"us-east-1\",\"percent\":100,\"duration\":\"10m\",\"maxFailedPercent\":1",
                        new Input.Drill(Optional.of(EAST), 100, tenMinutes, 1, "ada", "a test")),
                of("DELETE", "drill", "", new Input.EndDrill("ada", "a test")));
    }

    private static Arguments of(String method, String name, String more, Input.Order order) {
        return Arguments.of(method, name, "{" + SIGNED + more + "}", order);
    }

    private static Input.Hold held(Duration duration) {
        return new Input.Hold("ada", "a test", Optional.of(duration));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("orders")
    void aBodyIsAnOrderAndTheAnswerWhatFollowsFromIt(String method, String name, String json, Input.Order order) {
        AdminUnderTest.Reply reply = admin.change(method, "/api/v1/" + name, json);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.json().getJsonArray("decisions")).hasSize(1);
        assertThat(admin.orders).containsExactly(order);
    }

    @ParameterizedTest
    @EnumSource(Refusal.Kind.class)
    void aRefusalIsAProblemOfItsKind(Refusal.Kind kind) {
        admin.result = Future.succeededFuture(new OrderResult.Refused(new Refusal(kind, "because of a test")));

        AdminUnderTest.Reply reply = admin.post(HOLD, "{" + SIGNED + "}");

        assertThat(reply.status()).isEqualTo(STATUSES.getOrDefault(kind, 409));
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        assertThat(reply.kind()).isEqualTo(kind.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(reply.json().getString("type"))
                .isEqualTo("urn:sallyport:problem:" + reply.kind().replace('_', '-'));
        assertThat(reply.json().getInteger("status")).isEqualTo(reply.status());
        assertThat(reply.json().getString("detail")).isEqualTo("because of a test");
        assertThat(reply.header("retry-after").isEmpty()).isEqualTo(kind != Refusal.Kind.STARTING);
    }

    @Test
    void aBugIsNotShown() {
        admin.result = Future.failedFuture(new IllegalStateException("the inside"));

        AdminUnderTest.Reply reply = admin.post(HOLD, "{" + SIGNED + "}");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("internal").doesNotContain("the inside", "IllegalState");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"by\"",
                "{",
                "{} {}",
                "{\"by\":\"ada\",\"why\":\"x\"} true",
                "{'by':'ada','why':'x'}",
                "{by:\"ada\",\"why\":\"x\"}",
                "{\"by\":\"ada\",\"why\":\"x\",}",
                "{\"by\":\"ada\",/* */\"why\":\"x\"}",
                "{\"by\":\"ada\",\"by\":\"bob\",\"why\":\"x\"}",
                "{\"by\":\"ada\"}",
                "{\"why\":\"x\"}",
                "{\"by\":null,\"why\":\"x\"}",
                "{\"by\":1,\"why\":\"x\"}",
                "{\"by\":[\"ada\"],\"why\":\"x\"}",
                "{\"by\":\"\",\"why\":\"x\"}",
                "{\"by\":\" \",\"why\":\"x\"}",
                "{\"by\":\"a\\nb\",\"why\":\"x\"}",
                "{\"by\":\"a\\u0000b\",\"why\":\"x\"}",
                "{\"by\":\"a\\u202eb\",\"why\":\"x\"}",
                "{\"by\":\"a\\ud800b\",\"why\":\"x\"}",
                "{\"by\":\"controller\",\"why\":\"x\"}",
                "{\"by\":\" Schedule \",\"why\":\"x\"}",
                "{\"BY\":\"ada\",\"why\":\"x\"}",
                "{\"by\":\"ada\",\"why\":\"x\",\"until\":\"10m\"}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":10}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":null}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":\"10\"}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":\"0s\"}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":\"-1s\"}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":\"1d\"}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":\"PT10M\"}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":\"9999999999s\"}",
                "{\"by\":\"ada\",\"why\":\"x\",\"duration\":\"\u0661s\"}"
            })
    void anIllegalHoldIsRefusedInASentence(String json) {
        assertIsMalformed(admin.post(HOLD, json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"region\":\"\"",
                ",\"region\":\"US\"",
                ",\"region\":\"a/../b\"",
                ",\"region\":1",
                ",\"region\":\"us-east-1\",\"percent\":5",
                ",\"Region\":\"us-east-1\""
            })
    void anIllegalFailoverIsRefusedInASentence(String more) {
        assertIsMalformed(admin.post("/api/v1/failover", "{" + SIGNED + more + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"duration\":\"1m\"",
                ",\"percent\":5",
                ",\"percent\":0,\"duration\":\"1m\"",
                ",\"percent\":101,\"duration\":\"1m\"",
                ",\"percent\":-5,\"duration\":\"1m\"",
                ",\"percent\":5.5,\"duration\":\"1m\"",
                ",\"percent\":5.0,\"duration\":\"1m\"",
                ",\"percent\":\"5\",\"duration\":\"1m\"",
                ",\"percent\":true,\"duration\":\"1m\"",
                ",\"percent\":4294967301,\"duration\":\"1m\"",
                ",\"percent\":5,\"duration\":\"1m\",\"maxFailedPercent\":0",
                ",\"percent\":5,\"duration\":\"1m\",\"maxFailedPercent\":null"
            })
    void anIllegalDrillIsRefusedInASentence(String more) {
        assertIsMalformed(admin.post("/api/v1/drill", "{" + SIGNED + more + "}"));
    }

    private void assertIsMalformed(AdminUnderTest.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.kind()).isEqualTo("malformed");
        assertThat(reply.json().getString("detail")).isNotBlank().doesNotContain("jackson", "Unexpected");
        assertThat(admin.orders).isEmpty();
    }

    @Test
    void aMemberThatNobodyKnowsIsNamed() {
        AdminUnderTest.Reply reply = admin.post(HOLD, "{" + SIGNED + ",\"until\":\"10m\"}");

        assertThat(reply.json().getString("detail")).contains("\"until\"");
    }

    @Test
    void whoAndWhyMayBeAsLongAsTheRecordTakesAndNoLonger() {
        String longest = "{\"by\":\"" + "a".repeat(100) + "\",\"why\":\"" + "é".repeat(500) + "\"}";

        assertThat(admin.post(HOLD, longest).status()).isEqualTo(200);
        assertThat(admin.post(HOLD, longest.replace("\"a", "\"aa")).status()).isEqualTo(400);
        assertThat(admin.post(HOLD, longest.replace("\"é", "\"éé")).status()).isEqualTo(400);
        assertThat(admin.order()).map(Input.Order::why).contains("é".repeat(500));
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        String body = "{\"by\":\"a\u00ff\",\"why\":\"x\"}";

        AdminUnderTest.Reply reply = admin.raw("POST " + HOLD + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + AdminUnderTest.TOKEN + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertIsMalformed(reply);
    }
}
