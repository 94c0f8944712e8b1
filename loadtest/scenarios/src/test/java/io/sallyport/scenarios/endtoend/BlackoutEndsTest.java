package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both regions were gone; one comes back. */
class BlackoutEndsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final RunningDemo demo = new RunningDemo();

    private final Client client = new Client();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trafficFlowsAgainAtOnceThroughWhicheverRegionReturns(boolean isPrimary) throws Exception {
        demo.primary().fault("refuse");
        demo.replica().fault("refuse");
        assertThat(client.clientCredentials(demo.url("/oauth2/token")).statusCode())
                .isEqualTo(503);
        demo.awaitState("blackout");
        RegionUnderTest back = isPrimary ? demo.primary() : demo.replica();

        back.heal();

        await().atMost(PATIENCE)
                .until(() -> client.clientCredentials(demo.url("/oauth2/token")).statusCode() == 200);
        demo.awaitState(isPrimary ? "on_primary" : "on_replica");
        String token = Client.text(client.clientCredentials(demo.url("/oauth2/token")), "access_token");
        assertThat(Client.header(client.validate(demo.url("/-/validate"), token), "X-Auth-Region"))
                .isEqualTo(back.name());
        assertThat(demo.metrics().sum("sallyport_failovers_total", Map.of("from", "blackout", "to", back.name())))
                .isEqualTo(1);
    }
}
