package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateTest {

    private static final String CHALLENGE = "WWW-Authenticate";

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private final Client client = new Client();

    @Test
    void aTokenOfThePrimaryIsAccepted() throws Exception {
        assertAccepted(DEMO.primary());
    }

    @Test
    void aTokenOfTheReplicaIsAccepted() throws Exception {
        assertAccepted(DEMO.replica());
    }

    private void assertAccepted(RegionUnderTest region) throws Exception {
        String token = issuedBy(region);

        HttpResponse<String> answer = validate("", token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Client.header(answer, "X-Auth-Region")).isEqualTo(region.name());
        assertThat(Client.header(answer, "X-Auth-Subject")).isEqualTo("demo-service");
        assertThat(Client.header(answer, "X-Auth-Client")).isEqualTo("demo-service");
        assertThat(Client.header(answer, "X-Auth-Scope").split(" "))
                .containsExactlyInAnyOrder("orders/read", "orders/write");
        assertThat(Client.header(answer, "X-Auth-Issuer")).isEqualTo(DEMO.publicUrl());
        Instant expiry =
                SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime().toInstant();
        assertThat(Client.header(answer, "X-Auth-Expires")).isEqualTo(Long.toString(expiry.getEpochSecond()));
    }

    @Test
    void aUsersTokenNamesTheUser() throws Exception {
        HttpResponse<String> tokens = new Login(DEMO).tokens();

        HttpResponse<String> answer = validate("", Client.text(tokens, "access_token"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Client.header(answer, "X-Auth-Client")).isEqualTo("demo-web");
        assertThat(Client.header(answer, "X-Auth-Subject"))
                .isEqualTo(SignedJWT.parse(Client.text(tokens, "id_token"))
                        .getJWTClaimsSet()
                        .getSubject());
    }

    @Test
    void aTamperedTokenIsRefused() throws Exception {
        assertInvalid(Forgery.tampered(issuedBy(DEMO.primary())), "signature");
    }

    @Test
    void anUnsignedTokenIsRefused() throws Exception {
        assertInvalid(Forgery.unsigned(issuedBy(DEMO.primary())), "algorithm");
    }

    @Test
    void anExpiredTokenIsRefused() throws Exception {
        assertInvalid(Forgery.expired(DEMO, Instant.now().minus(1, ChronoUnit.HOURS)), "expired");
    }

    @Test
    void theKeyOfTheExpiredTokenIsGoodForAnotherOne() throws Exception {
        // Proves that the test above is refused for its time and for nothing else.
        String token = Forgery.expired(DEMO, Instant.now().plus(10, ChronoUnit.MINUTES));

        assertThat(validate("", token).statusCode()).isEqualTo(200);
    }

    @Test
    void anIdTokenIsNoAccessToken() throws Exception {
        assertInvalid(Client.text(new Login(DEMO).tokens(), "id_token"), "token_type");
    }

    /** The challenge tells no more than the RFC's code; the reason is for the operator. */
    private void assertInvalid(String token, String reason) throws Exception {
        Map<String, String> labels = Map.of("result", "refused", "reason", reason);
        double before = DEMO.metrics().sum("sallyport_token_validations_total", labels);

        HttpResponse<String> answer = validate("", token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Client.header(answer, CHALLENGE)).isEqualTo("Bearer realm=\"sallyport\", error=\"invalid_token\"");
        assertThat(answer.headers().map()).doesNotContainKey("x-auth-subject");
        assertThat(DEMO.metrics().sum("sallyport_token_validations_total", labels))
                .isGreaterThan(before);
    }

    @Test
    void aCallWithoutATokenIsChallengedWithoutAnError() throws Exception {
        HttpResponse<String> answer = client.get(DEMO.url("/-/validate"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Client.header(answer, CHALLENGE)).isEqualTo("Bearer realm=\"sallyport\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?scope=orders/read", "?scope=orders/read+orders/write", "?aud=demo-service&scope=orders%2Fread"
            })
    void aRequirementThatTheTokenMeetsChangesNothing(String query) throws Exception {
        assertThat(validate(query, issuedBy(DEMO.replica())).statusCode()).isEqualTo(200);
    }

    @Test
    void aMissingScopeIsForbiddenAndNamed() throws Exception {
        HttpResponse<String> answer = validate("?scope=orders/delete", issuedBy(DEMO.primary()));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Client.header(answer, CHALLENGE))
                .isEqualTo("Bearer realm=\"sallyport\", error=\"insufficient_scope\", scope=\"orders/delete\"");
    }

    @ParameterizedTest
    @CsvSource({
        "?aud=somebody-else, 401, invalid_token",
        "?scpoe=orders/read, 400, invalid_request",
        "?scope=orders/read&access_token=x, 400, invalid_request"
    })
    void aRequirementThatIsNotMetOrNotKnownIsRefused(String query, int status, String error) throws Exception {
        HttpResponse<String> answer = validate(query, issuedBy(DEMO.primary()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Client.header(answer, CHALLENGE)).contains("error=\"" + error + "\"");
    }

    @Test
    void twoTokensInOneRequestAreNone() throws Exception {
        String token = issuedBy(DEMO.primary());

        HttpResponse<String> answer = client.get(
                DEMO.url("/-/validate"), "Authorization", "Bearer " + token, "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Client.header(answer, CHALLENGE)).contains("error=\"invalid_request\"");
    }

    private HttpResponse<String> validate(String query, String token) throws Exception {
        return client.validate(DEMO.url("/-/validate" + query), token);
    }

    private String issuedBy(RegionUnderTest region) throws Exception {
        return Client.text(client.clientCredentials(region.url("/oauth2/token")), "access_token");
    }
}
