package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What services that validate tokens notice when the regions' JWKS endpoints fail or change. */
class KeyOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private final Client client = new Client();

    @AfterEach
    void heal() throws Exception {
        DEMO.primary().heal();
        DEMO.replica().heal();
    }

    @Test
    void tokensAreJudgedWhileBothEndpointsAreDownForLongerThanTheRefreshInterval() throws Exception {
        String known = issuedBy(DEMO.primary());

        DEMO.primary().fault("error", "keys");
        DEMO.replica().fault("error", "keys");
        rotateTwice(DEMO.primary());
        String ofNewKey = issuedBy(DEMO.primary());
        awaitFailures(DEMO.primary());
        awaitFailures(DEMO.replica());

        assertThat(validate(known)).isEqualTo(200);
        assertThat(validate(Forgery.tampered(known))).isEqualTo(401);
        assertThat(validate(ofNewKey)).isEqualTo(503);
        assertThat(client.get(DEMO.url("/.well-known/jwks.json")).statusCode()).isEqualTo(200);

        heal();
        await().atMost(PATIENCE).until(() -> validate(ofNewKey) == 200);
    }

    @Test
    void aRotationDuringAnOutageIsSeenThroughTheOtherRegion() throws Exception {
        DEMO.primary().fault("refuse");

        rotateTwice(DEMO.replica());
        String ofNewKey = issuedBy(DEMO.replica());

        await().atMost(PATIENCE).until(() -> validate(ofNewKey) == 200);
    }

    @Test
    void withdrawalOfAKeyRefusesItsCachedTokens() throws Exception {
        String token = issuedBy(DEMO.replica());
        assertThat(validate(token)).isEqualTo(200);
        assertThat(validate(token)).isEqualTo(200);

        DEMO.replica().withdraw(SignedJWT.parse(token).getHeader().getKeyID());

        await().atMost(PATIENCE).until(() -> validate(token) == 401);
        assertThat(validate(issuedBy(DEMO.replica()))).isEqualTo(200);
    }

    /** The first time the key that is published already signs; the second time one that nobody has seen. */
    private static void rotateTwice(RegionUnderTest region) throws Exception {
        region.rotate();
        region.rotate();
    }

    /** Two regular looks at the region's keys have failed. */
    private static void awaitFailures(RegionUnderTest region) throws Exception {
        Map<String, String> labels = Map.of("source", region.name(), "result", "status");
        double before = DEMO.metrics().sum("sallyport_jwks_refresh_total", labels);
        await().atMost(PATIENCE).until(() -> DEMO.metrics().sum("sallyport_jwks_refresh_total", labels) >= before + 2);
    }

    private int validate(String token) throws Exception {
        return client.validate(DEMO.url("/-/validate"), token).statusCode();
    }

    private String issuedBy(RegionUnderTest region) throws Exception {
        return Client.text(client.clientCredentials(region.url("/oauth2/token")), "access_token");
    }
}
