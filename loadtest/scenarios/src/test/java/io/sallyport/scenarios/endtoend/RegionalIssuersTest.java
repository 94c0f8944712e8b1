package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegionalIssuersTest {

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo("--issuer=regional");

    private final Client client = new Client();

    @Test
    void eachRegionsTokenIsAcceptedUnderItsOwnIssuer() throws Exception {
        for (RegionUnderTest region : new RegionUnderTest[] {DEMO.primary(), DEMO.replica()}) {
            String token = Client.text(client.clientCredentials(region.url("/oauth2/token")), "access_token");

            HttpResponse<String> answer = client.validate(DEMO.url("/-/validate"), token);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Client.header(answer, "X-Auth-Region")).isEqualTo(region.name());
            assertThat(Client.header(answer, "X-Auth-Issuer"))
                    .isEqualTo(region.region().baseUrl().toString());
        }
    }

    @Test
    void discoveryNamesThePrimarysIssuerAndTheGatewaysEndpoints() throws Exception {
        HttpResponse<String> answer = client.get(DEMO.url("/.well-known/openid-configuration"));

        assertThat(Client.text(answer, "issuer"))
                .isEqualTo(DEMO.primary().region().baseUrl().toString());
        assertThat(Client.text(answer, "token_endpoint")).isEqualTo(DEMO.publicUrl() + "/oauth2/token");
    }
}
