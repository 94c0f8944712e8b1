package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No region is there at all. */
class BlackoutTest {

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private static String earlierToken = "";

    private final Client client = new Client();

    @BeforeAll
    static void bothRegionsGo() throws Exception {
        earlierToken = Client.text(new Client().clientCredentials(DEMO.url("/oauth2/token")), "access_token");
        DEMO.primary().fault("refuse");
        DEMO.replica().fault("refuse");
        DEMO.awaitState("blackout");
    }

    @Test
    void aTokenRequestIsToldToComeBackInOAuthsWords() throws Exception {
        HttpResponse<String> answer = client.clientCredentials(DEMO.url("/oauth2/token"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Client.text(answer, "error")).isEqualTo("temporarily_unavailable");
        assertThat(Client.text(answer, "error_description")).isNotBlank();
        assertThat(Client.header(answer, "Retry-After")).matches("[1-9][0-9]*");
        assertThat(Client.header(answer, "Content-Type")).startsWith("application/json");
        assertThat(Client.header(answer, "Cache-Control")).contains("no-store");
    }

    @Test
    void validationGoesOnFromKeysInHand() throws Exception {
        HttpResponse<String> good = client.validate(DEMO.url("/-/validate"), earlierToken);
        HttpResponse<String> bad = client.validate(DEMO.url("/-/validate"), Forgery.tampered(earlierToken));

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(bad.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/.well-known/jwks.json"
            })
    void theProvidersDocumentsGoOn(String path) throws Exception {
        HttpResponse<String> answer = client.get(DEMO.url(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsAnyOf("\"token_endpoint\"", "\"kid\"");
    }

    /** While the gateway may suspect itself, published health is its last verdict of before; which one is open here. */
    @Test
    void neverAreBothRegionsSwitchedOffForBalancers() throws Exception {
        int primary = health(RunningDemo.PRIMARY);
        int replica = health(RunningDemo.REPLICA);

        assertThat(List.of(primary, replica)).contains(200).isSubsetOf(200, 503);
    }

    private int health(String region) throws Exception {
        return client.get(DEMO.url("/-/regions/" + region + "/health")).statusCode();
    }
}
