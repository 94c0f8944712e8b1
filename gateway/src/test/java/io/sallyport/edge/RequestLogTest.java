package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.sallyport.testsupport.CapturedLog;
import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.token.SampleClaims;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The access line of requests to a whole listener. */
class RequestLogTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String SECRET = "SplxlOBeZQQYbYS6WxSbIA";

    private final CapturedLog log = new CapturedLog();

    /** Tells this test's lines from those of a test beside it. */
    private final String client = "2001:db8::" + UUID.randomUUID().toString().substring(0, 4);

    private final String from = "X-Forwarded-For: " + client + "\r\n";

    @AfterEach
    void close() {
        log.close();
    }

    /** The lines of what a test does, taken when the listener has ended. */
    private List<ILoggingEvent> lines(RunningEdge.Setup setup, Consumer<RunningEdge> requests) {
        try (RunningEdge edge = trusting(setup)) {
            requests.accept(edge);
        }
        return mine();
    }

    private static RunningEdge trusting(RunningEdge.Setup setup) {
        setup.trusted = List.of(RunningEdge.network("127.0.0.0", 8));
        return new RunningEdge(setup);
    }

    private List<ILoggingEvent> mine() {
        return log.of("io.sallyport.access").stream()
                .filter(event -> client.equals(CapturedLog.fields(event).get("client")))
                .toList();
    }

    private Map<String, Object> line(Consumer<RunningEdge> request) {
        List<ILoggingEvent> lines = lines(new RunningEdge.Setup(), request);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).getLevel()).isEqualTo(Level.INFO);
        assertThat(lines.get(0).getMessage()).isEqualTo("request");
        return CapturedLog.fields(lines.get(0));
    }

    @Test
    void lineOfAForwardedRequestHasExactlyTheseFields() {
        Map<String, Object> line = line(edge -> edge.exchange("GET /oauth2/userInfo", from, ""));

        assertThat(line.keySet()).containsExactly("method", "operation", "status", "micros", "region", "client");
        assertThat(line)
                .containsEntry("method", "GET")
                .containsEntry("operation", "userinfo")
                .containsEntry("status", 200)
                .containsEntry("region", "us-west-2")
                .containsEntry("client", client);
        assertThat((Long) line.get("micros")).isBetween(1L, 60_000_000L);
    }

    @Test
    void lineOfASecondOpinionNamesTheRegionWhoseAnswerWasGiven() {
        String token = RunningEdge.KEY.token(SampleClaims.good());
        List<ILoggingEvent> lines = lines(SecondOpinionTest.afterAFailback(), edge -> {
            edge.west.answer(401, "", "");
            edge.exchange("GET /oauth2/userInfo", from + "Authorization: Bearer " + token + "\r\n", "");
        });

        assertThat(CapturedLog.fields(lines.get(0)))
                .containsEntry("status", 200)
                .containsEntry("region", "us-east-1");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nowhere, other, 404",
        "GET /-/validate, validate, 401",
        "GET /-/regions/us-west-2/health, region-health, 200",
        "GET /.well-known/jwks.json, jwks, 200",
        "GET //x#y, other, 400"
    })
    void lineOfWhatTheGatewayAnswersItselfNamesNoRegion(String target, String operation, int status) {
        Map<String, Object> line = line(edge -> edge.exchange(target, from, ""));

        assertThat(line.keySet()).containsExactly("method", "operation", "status", "micros", "region", "client");
        assertThat(line)
                .containsEntry("operation", operation)
                .containsEntry("status", status)
                .containsEntry("region", "");
    }

    @Test
    void eachRequestOfAConnectionHasItsLine() {
        List<ILoggingEvent> lines = lines(new RunningEdge.Setup(), edge -> {
            String request = "GET /oauth2/userInfo HTTP/1.1\r\nHost: id.example.com\r\n" + from;
            try (RawClient connection = edge.connect()) {
                connection
                        .send((request + "\r\n").repeat(2) + request + "Connection: close\r\n\r\n")
                        .readToEnd();
            }
        });

        assertThat(lines).hasSize(3);
    }

    @Test
    void requestThatASecondRegionAnswersHasOneLine() {
        Map<String, Object> line = line(edge -> {
            edge.west.script(ScriptedRegion.Call::reset);
            edge.exchange("GET /oauth2/userInfo", from, "");
        });

        assertThat(line).containsEntry("region", "us-east-1").containsEntry("status", 200);
    }

    @Test
    void clientThatLeftIs499() {
        Map<String, Object> line = line(edge -> {
            edge.west.script(call -> {});
            try (RawClient connection = edge.connect()) {
                connection.send("GET /oauth2/userInfo HTTP/1.1\r\nHost: id.example.com\r\n" + from + "\r\n");
                await().until(() -> !edge.west.calls().isEmpty());
            }
            await().until(() -> !mine().isEmpty());
        });

        assertThat(line).containsEntry("status", 499).containsEntry("operation", "userinfo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /SECRET",
                "GET /oauth2/authorize?state=SECRET&login_hint=SECRET",
                "GET /login?code=SECRET",
                "GET /-/SECRET",
                "GET /-/validate?scope=SECRET",
                "GET /-/validate/p/SECRET",
                "GET /.well-known/SECRET",
                "GET http://id.example.com/SECRET",
                "GET /%53ECRET;SECRET",
                "SECRET /oauth2/token",
                "SECRET /nowhere"
            })
    void nothingThatWasSentIsInAnyLine(String requestLine) {
        String headers = Stream.of(
                        "Authorization: Bearer ", "Cookie: session=", "User-Agent: ", "Referer: https://x/", "X-Mine: ")
                .map(header -> header + SECRET + "\r\n")
                .collect(Collectors.joining());

        Map<String, Object> line = line(edge -> {
            edge.west.answer(302, "Location: https://app.example.com/?code=" + SECRET + "\r\n", SECRET);
            edge.exchange(requestLine.replace("SECRET", SECRET), from + headers, "");
        });

        assertThat(line.keySet()).containsExactly("method", "operation", "status", "micros", "region", "client");
        assertThat(log.text()).contains(client).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"grant_type=authorization_code&code=", "grant_type=", "grant_type=refresh_token&refresh_token="})
    void nothingOfABodyIsInAnyLineEvenWhenBothRegionsBreak(String body) {
        line(edge -> {
            edge.west.script(ScriptedRegion.Call::reset);
            edge.east.script(call -> call.send(SECRET + "\r\n\r\n").close());
            edge.post("/oauth2/token", FORM + from, body + SECRET);
        });

        assertThat(log.text()).contains(client).doesNotContain(SECRET);
    }

    @Test
    void unknownCallOfTheJsonApiIsNotNamed() {
        Map<String, Object> line = line(edge ->
                edge.post("/", from + "X-Amz-Target: AWSCognitoIdentityProviderService." + SECRET + "\r\n", "{}"));

        assertThat(line).containsEntry("operation", "other");
        assertThat(log.text()).doesNotContain(SECRET);
    }

    @Test
    void unknownMethodIsOther() {
        assertThat(line(edge -> edge.exchange(SECRET + " /oauth2/token", from, "")))
                .containsEntry("method", "other");
    }

    @Test
    void zoneOfAForwardedAddressIsNoAddress() {
        try (RunningEdge edge = trusting(new RunningEdge.Setup())) {
            edge.exchange("GET /nowhere", "X-Forwarded-For: fe80::1%" + SECRET + "\r\n", "");
        }

        assertThat(log.text()).contains("io.sallyport.access").doesNotContain(SECRET);
    }

    @Test
    void withoutAccessLogThereIsNoLineButTheRequestCounts() {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.accessLog = false;

        List<ILoggingEvent> lines = lines(setup, edge -> {
            edge.exchange("GET /oauth2/userInfo", from, "");
            await().until(() -> edge.counted(200) == 1);
        });

        assertThat(lines).isEmpty();
    }
}
