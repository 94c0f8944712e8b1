package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the primary took and never answered in whole. */
class LostAnswerTest {

    private static final String CODE_EXCHANGE = "token:authorization_code";

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "blackhole", "reset", "error"})
    void aRefreshGoesOnAtTheReplicaWithinTheSameRequest(String fault) throws Exception {
        String refreshToken = Client.text(new Login(demo).tokens(), "refresh_token");
        // Replication takes its time; what the replica has not heard of it cannot refresh.
        String ofTheRegion = Login.withoutPrefix(refreshToken);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Login.refresh(demo.replica().url("/oauth2/token"), ofTheRegion)
                                .statusCode()
                        == 200);
        demo.primary().fault(fault);

        HttpResponse<String> refreshed = Login.refresh(demo.url("/oauth2/token"), refreshToken);

        assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
        HttpResponse<String> verdict =
                new Client().validate(demo.url("/-/validate"), Client.text(refreshed, "access_token"));
        assertThat(Client.header(verdict, "X-Auth-Region")).isEqualTo(RunningDemo.REPLICA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blackhole", "reset"})
    void aCodeWhoseAnswerIsLostMeansStartAgainAndIsNeverSentTwice(String fault) throws Exception {
        Login login = new Login(demo);
        String code = login.code();
        demo.primary().fault(fault, "token");

        HttpResponse<String> answer = login.redeem(code);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Client.text(answer, "error")).isEqualTo("invalid_grant");
        assertThat(Client.header(answer, "Cache-Control")).contains("no-store");
        assertThat(attempts(Map.of())).isEqualTo(1);
        assertThat(attempts(Map.of("region", RunningDemo.PRIMARY))).isEqualTo(1);
        assertThat(demo.metrics().sum("sallyport_retries_total", Map.of())).isZero();
    }

    @Test
    void aPageSubmissionWhoseAnswerIsLostIsNeverSentTwiceNorLooksComplete() throws Exception {
        demo.primary().fault("reset", "login");
        Instant begun = Instant.now();

        HttpResponse<String> answer = new Client()
                .postForm(demo.url("/login"), Map.of("username", "alice", "password", "x"), "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("It is not known whether that worked");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(demo.primary().requests("/login")).isEqualTo(1);
        assertThat(demo.replica().requests("/login")).isZero();
    }

    @Test
    void aPageSubmissionThatWasNotSentGoesToTheReplica() throws Exception {
        demo.primary().fault("refuse");

        new Client().postForm(demo.url("/login"), Map.of("username", "alice", "password", "x"));

        assertThat(demo.primary().requests("/login")).isZero();
        assertThat(demo.replica().requests("/login")).isEqualTo(1);
    }

    private double attempts(Map<String, String> labels) throws Exception {
        Metrics metrics = demo.metrics();
        return labels.isEmpty()
                ? metrics.sum("sallyport_upstream_seconds_count", Map.of("operation", CODE_EXCHANGE))
                : metrics.sum(
                        "sallyport_upstream_seconds_count",
                        Map.of("operation", CODE_EXCHANGE, "region", labels.getOrDefault("region", "")));
    }
}
