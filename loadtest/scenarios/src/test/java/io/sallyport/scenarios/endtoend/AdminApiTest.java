package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator reads and orders over the admin API, and traffic follows; each test has regions of its own. */
class AdminApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    private final Client client = new Client();

    @Test
    void aFailoverIsOrderedSeenOnRecordAndTakenBack() throws Exception {
        HttpResponse<String> ordered =
                obeyed("failover", "{\"region\":\"us-east-1\",\"by\":\"ada\",\"why\":\"maintenance\"}");

        assertThat(Client.json(ordered).get("decisions").get(0).get("to").asText())
                .isEqualTo("on_replica");
        assertThat(state().get("serving").asText()).isEqualTo(RunningDemo.REPLICA);
        assertThat(regionOfAToken()).isEqualTo(RunningDemo.REPLICA);
        // Published with the next tick.
        await().atMost(PATIENCE)
                .until(() ->
                        demo.metrics().set("sallyport_active_region", "region").equals(Set.of(RunningDemo.REPLICA)));
        JsonNode record = read("decisions?limit=1").get("decisions").get(0);
        assertThat(record.get("kind").asText()).isEqualTo("transition");
        assertThat(record.get("by").asText()).isEqualTo("ada");
        assertThat(record.get("why").asText()).isEqualTo("maintenance");
        assertThat(record.get("region").asText()).isEqualTo(RunningDemo.REPLICA);

        // Without a time nothing but an order leads back, so that who waits here waits for the order.
        HttpResponse<String> back = obeyed("failback", "{\"by\":\"bob\",\"why\":\"done\"}");
        assertThat(back.body()).contains("failing_back");
        await().atMost(PATIENCE).until(isState("on_primary"));
        assertThat(regionOfAToken()).isEqualTo(RunningDemo.PRIMARY);
    }

    @Test
    void aHoldFreezesTheStateWhileThePrimaryIsKilled() throws Exception {
        assertThat(order("hold", "{\"by\":\"ada\",\"why\":\"a freeze\"}").statusCode())
                .isEqualTo(200);

        demo.primary().fault("refuse");
        await().atMost(PATIENCE)
                .until(() -> !region(state(), RunningDemo.PRIMARY).get("usable").asBoolean());

        assertThat(regionOfAToken()).as("helped within the request").isEqualTo(RunningDemo.REPLICA);
        assertThat(state().get("state").asText()).isEqualTo("on_primary");
        assertThat(state().get("hold").get("by").asText()).isEqualTo("ada");
        HttpResponse<String> refused = order("failover", "{\"region\":\"us-east-1\",\"by\":\"bob\",\"why\":\"now\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Client.text(refused, "kind")).isEqualTo("held");

        order("release", "{\"by\":\"ada\",\"why\":\"over\"}");
        await().atMost(PATIENCE).until(isState("on_replica"));
        assertThat(kinds()).contains("held", "refused", "released", "transition");
    }

    @Test
    void aDrillMovesAShareOfNewFlowsUntilItIsEnded() throws Exception {
        HttpResponse<String> begun =
                obeyed("drill", "{\"percent\":100,\"duration\":\"10m\",\"by\":\"ada\",\"why\":\"a test\"}");

        assertThat(begun.body()).contains("drill_began");
        assertThat(regionOfAToken()).isEqualTo(RunningDemo.REPLICA);
        JsonNode during = state();
        assertThat(during.get("state").asText()).isEqualTo("on_primary");
        assertThat(during.get("writesAllowed").asBoolean()).isTrue();
        assertThat(during.get("drill").get("flows").asInt()).isPositive();

        HttpResponse<String> ended =
                send(change("drill").method("DELETE", BodyPublishers.ofString("{\"by\":\"ada\",\"why\":\"seen\"}")));

        assertThat(ended.statusCode()).as(ended.body()).isEqualTo(200);
        assertThat(Client.json(ended)
                        .get("decisions")
                        .get(0)
                        .get("drill")
                        .get("flows")
                        .asInt())
                .isPositive();
        assertThat(regionOfAToken()).isEqualTo(RunningDemo.PRIMARY);
    }

    @Test
    void anOutageAndItsCostAreReadAfterARestartToo() throws Exception {
        demo.primary().fault("refuse");
        await().atMost(PATIENCE).until(isState("on_replica"));
        assertThat(regionOfAToken()).isEqualTo(RunningDemo.REPLICA);
        client.cognito(demo.url("/"), "SignUp", "{}");
        assertThat(state().get("outage").get("finished").asBoolean()).isFalse();
        demo.primary().heal();
        await().atMost(PATIENCE).until(() -> !read("outages").get("outages").isEmpty());
        JsonNode before = read("outages");
        JsonNode decisions = read("decisions");

        demo.restartGateway();

        assertThat(read("outages")).isEqualTo(before);
        assertThat(read("decisions?limit=500").get("decisions")).containsAll(decisions.get("decisions"));
        JsonNode outage = before.get("outages").get(0);
        assertThat(outage.get("finished").asBoolean()).isTrue();
        assertThat(outage.get("lost").get(0).asText()).isEqualTo(RunningDemo.PRIMARY);
        assertThat(outage.get("to").asText()).isEqualTo(RunningDemo.REPLICA);
        assertThat(outage.get("firstSuccessMillis").isNumber()).isTrue();
        assertThat(outage.get("refused").asInt()).isEqualTo(1);
    }

    @Test
    void aRevokedTokenIsRefusedWithTheNextRequest() throws Exception {
        String token = Client.text(token(), "access_token");
        assertThat(client.validate(demo.url("/-/validate"), token).statusCode()).isEqualTo(200);

        HttpResponse<String> revoked =
                order("revocations", "{\"token\":\"" + token + "\",\"by\":\"ada\",\"why\":\"leaked\"}");

        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
        assertThat(revoked.body()).doesNotContain(token);
        assertThat(client.validate(demo.url("/-/validate"), token).statusCode()).isEqualTo(401);
    }

    @Test
    void withoutTheTokenNothingChanges() throws Exception {
        HttpResponse<String> refused = client.post(
                demo.adminUrl("/api/v1/failover"),
                "application/json",
                "{\"region\":\"us-east-1\",\"by\":\"eve\",\"why\":\"because\"}");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(state().get("state").asText()).isEqualTo("on_primary");
    }

    private HttpResponse<String> token() throws IOException, InterruptedException {
        return client.clientCredentials(demo.url("/oauth2/token"));
    }

    private String regionOfAToken() throws IOException, InterruptedException {
        HttpResponse<String> validated = client.validate(demo.url("/-/validate"), Client.text(token(), "access_token"));
        return Client.header(validated, "X-Auth-Region");
    }

    private HttpRequest.Builder change(String name) throws IOException {
        return HttpRequest.newBuilder(demo.adminUrl("/api/v1/" + name))
                .header("Authorization", "Bearer " + demo.adminToken())
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> order(String name, String json) throws IOException, InterruptedException {
        return send(change(name).POST(BodyPublishers.ofString(json)));
    }

    /** Repeats an order while probes are not good enough for it yet. */
    private HttpResponse<String> obeyed(String name, String json) {
        return await().atMost(PATIENCE).until(() -> order(name, json), answer -> answer.statusCode() == 200);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request);
    }

    private JsonNode read(String name) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.get(demo.adminUrl("/api/v1/" + name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer);
    }

    private JsonNode state() throws IOException, InterruptedException {
        return read("state");
    }

    private static JsonNode region(JsonNode state, String name) {
        return StreamSupport.stream(state.get("regions").spliterator(), false)
                .filter(region -> region.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> kinds() throws IOException, InterruptedException {
        return read("decisions").get("decisions").findValuesAsText("kind");
    }

    private Callable<Boolean> isState(String name) {
        return () -> state().get("state").asText().equals(name);
    }
}
