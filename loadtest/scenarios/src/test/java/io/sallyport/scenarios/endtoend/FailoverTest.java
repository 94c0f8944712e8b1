package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failover.ControllerState;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The primary dies and comes back; each test has regions of its own. */
class FailoverTest {

    private static final String TOKEN = "/oauth2/token";
    private static final String INTROSPECT = "/oauth2/introspect";
    private static final String CLIENT_CREDENTIALS = "token:client_credentials";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    private final Client client = new Client();

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "blackhole", "reset", "error"})
    void theNextTokenComesFromTheReplicaWithinTheSameRequest(String fault) throws Exception {
        assertThat(regionOf(token())).isEqualTo(RunningDemo.PRIMARY);

        demo.primary().fault(fault);
        HttpResponse<String> next = token();

        assertThat(regionOf(next)).isEqualTo(RunningDemo.REPLICA);
        Metrics metrics = demo.metrics();
        assertThat(attempts(metrics, RunningDemo.REPLICA, "ok")).isEqualTo(1);
        assertThat(metrics.sum("sallyport_requests_seconds_count", Map.of("operation", CLIENT_CREDENTIALS)))
                .isEqualTo(metrics.sum(
                        "sallyport_requests_seconds_count", Map.of("operation", CLIENT_CREDENTIALS, "status", "200")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "blackhole", "reset", "error"})
    void trafficMovesStaysAndComesBackByItself(String fault) throws Exception {
        demo.primary().fault(fault);
        assertThat(regionOf(token())).isEqualTo(RunningDemo.REPLICA);

        await().atMost(PATIENCE).until(activeRegion(RunningDemo.REPLICA));
        assertGoesStraightToTheReplica();
        assertSignUpReachesNobody();

        demo.primary().heal();
        demo.awaitState("failing_back");
        assertSignUpReachesNobody();
        demo.awaitState("on_primary");

        assertThat(demo.states())
                .containsExactly(
                        ControllerState.Name.ON_PRIMARY,
                        ControllerState.Name.ON_REPLICA,
                        ControllerState.Name.FAILING_BACK,
                        ControllerState.Name.FAILING_BACK,
                        ControllerState.Name.ON_PRIMARY);
        assertThat(demo.metrics().set("sallyport_active_region", "region")).containsExactly(RunningDemo.PRIMARY);
        assertThat(regionOf(token())).isEqualTo(RunningDemo.PRIMARY);
        assertFailoverWasCounted();
    }

    /** Nothing but probes goes to the primary: they ask for no introspection and no service's token. */
    private void assertGoesStraightToTheReplica() throws Exception {
        long introspected = demo.primary().requests(INTROSPECT);
        double attempted =
                demo.metrics().sum("sallyport_upstream_seconds_count", Map.of("region", RunningDemo.PRIMARY));
        long answered = demo.replica().requests(INTROSPECT);

        for (int i = 0; i < 5; i++) {
            HttpResponse<String> token = token();
            assertThat(regionOf(token)).isEqualTo(RunningDemo.REPLICA);
            assertThat(introspect(token).body()).contains("\"active\":true");
        }

        assertThat(demo.primary().requests(INTROSPECT)).isEqualTo(introspected);
        assertThat(demo.replica().requests(INTROSPECT)).isEqualTo(answered + 5);
        assertThat(demo.metrics().sum("sallyport_upstream_seconds_count", Map.of("region", RunningDemo.PRIMARY)))
                .isEqualTo(attempted);
    }

    private void assertSignUpReachesNobody() throws Exception {
        HttpResponse<String> refused = client.cognito(demo.url("/"), "SignUp", WriteRefusalTest.SIGN_UP);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Client.header(refused, "x-amzn-ErrorType")).isEqualTo("OperationNotEnabledException");
        assertThat(demo.primary().requests("SignUp")).isZero();
        assertThat(demo.replica().requests("SignUp")).isZero();
    }

    private void assertFailoverWasCounted() throws Exception {
        Metrics metrics = demo.metrics();
        assertThat(metrics.sum(
                        "sallyport_failovers_total", Map.of("from", RunningDemo.PRIMARY, "to", RunningDemo.REPLICA)))
                .isEqualTo(1);
        assertThat(metrics.sum(
                        "sallyport_failovers_total",
                        Map.of("from", RunningDemo.REPLICA, "to", RunningDemo.PRIMARY, "reason", "recovered")))
                .isEqualTo(1);
        assertThat(metrics.sum("sallyport_failover_detection_seconds_count", Map.of()))
                .isEqualTo(1);
        assertThat(metrics.sum("sallyport_failover_detection_seconds_sum", Map.of()))
                .isBetween(0.0, 10.0);
    }

    @Test
    void theFirstRequestIsCountedAsFailedAtThePrimaryAndRetried() throws Exception {
        demo.primary().fault("refuse");

        token();

        Metrics metrics = demo.metrics();
        assertThat(attempts(metrics, RunningDemo.PRIMARY, "refused")).isEqualTo(1);
        assertThat(attempts(metrics, RunningDemo.REPLICA, "ok")).isEqualTo(1);
        assertThat(metrics.sum("sallyport_retries_total", Map.of("operation", CLIENT_CREDENTIALS, "outcome", "ok")))
                .isEqualTo(1);
        assertThat(metrics.sum(
                        "sallyport_requests_seconds_count", Map.of("operation", CLIENT_CREDENTIALS, "status", "200")))
                .isEqualTo(1);
    }

    @Test
    void whatIsLostIsShownWhileItIsLost() throws Exception {
        demo.primary().fault("refuse");

        await().atMost(PATIENCE).until(() -> usable("token") == 0 && usable("login") == 0 && usable("api") == 0);
        Metrics metrics = demo.metrics();

        assertThat(metrics.sum("sallyport_probe_up", Map.of("region", RunningDemo.PRIMARY)))
                .isZero();
        assertThat(metrics.sum("sallyport_region_usable", Map.of("region", RunningDemo.REPLICA)))
                .isEqualTo(4);
        assertThat(metrics.set("sallyport_controller_state", "state")).containsExactly("on_replica");
    }

    @Test
    void aBreakerOpensAfterAFewLostRequestsAndClosesByProbes() throws Exception {
        Map<String, String> closed = Map.of("region", RunningDemo.PRIMARY, "plane", "token", "state", "closed");
        demo.primary().fault("reset", "token");

        List<CompletableFuture<HttpResponse<String>>> atOnce = Stream.generate(
                        () -> client.clientCredentialsAsync(demo.url(TOKEN)))
                .limit(12)
                .toList();
        for (var answer : atOnce) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        await().atMost(PATIENCE).until(() -> demo.metrics().sum("sallyport_breaker_state", closed) == 0);
        demo.primary().heal();

        await().atMost(PATIENCE).until(() -> demo.metrics().sum("sallyport_breaker_state", closed) == 1);
    }

    @Test
    void healthForBalancersFollowsTheController() throws Exception {
        assertThat(health(RunningDemo.PRIMARY)).isEqualTo(200);
        assertThat(health(RunningDemo.REPLICA)).isEqualTo(200);
        assertThat(health("eu-north-1")).isEqualTo(404);

        demo.primary().fault("refuse");
        await().atMost(PATIENCE).until(activeRegion(RunningDemo.REPLICA));
        assertThat(health(RunningDemo.PRIMARY)).isEqualTo(503);
        assertThat(health(RunningDemo.REPLICA)).isEqualTo(200);

        demo.primary().heal();
        demo.awaitState("failing_back");
        assertThat(health(RunningDemo.PRIMARY)).isEqualTo(503);
        demo.awaitState("on_primary");
        assertThat(health(RunningDemo.PRIMARY)).isEqualTo(200);
    }

    private int health(String region) throws Exception {
        return client.get(demo.url("/-/regions/" + region + "/health")).statusCode();
    }

    private double usable(String plane) throws Exception {
        return demo.metrics().sum("sallyport_region_usable", Map.of("region", RunningDemo.PRIMARY, "plane", plane));
    }

    private HttpResponse<String> token() throws Exception {
        HttpResponse<String> answer = client.clientCredentials(demo.url(TOKEN));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private HttpResponse<String> introspect(HttpResponse<String> token) throws Exception {
        return client.postForm(
                demo.url(INTROSPECT),
                Map.of("token", Client.text(token, "access_token")),
                "Authorization",
                Client.basic("demo-api", "demo-api-secret"));
    }

    private String regionOf(HttpResponse<String> token) throws Exception {
        HttpResponse<String> verdict = client.validate(demo.url("/-/validate"), Client.text(token, "access_token"));
        assertThat(verdict.statusCode()).isEqualTo(200);
        return Client.header(verdict, "X-Auth-Region");
    }

    private static double attempts(Metrics metrics, String region, String outcome) {
        return metrics.sum(
                "sallyport_upstream_seconds_count",
                Map.of("region", region, "operation", CLIENT_CREDENTIALS, "outcome", outcome));
    }

    private Callable<Boolean> activeRegion(String region) {
        return () -> demo.metrics().set("sallyport_active_region", "region").equals(Set.of(region));
    }
}
