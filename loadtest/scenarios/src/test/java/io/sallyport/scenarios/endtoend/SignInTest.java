package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInTest {

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private final Client client = new Client();

    @Test
    void aServiceGetsATokenByBasicAuthentication() throws Exception {
        HttpResponse<String> answer = client.clientCredentials(DEMO.url("/oauth2/token"));

        assertIsServiceToken(answer);
    }

    @Test
    void aServiceGetsATokenBySecretInTheBody() throws Exception {
        HttpResponse<String> answer = client.postForm(
                DEMO.url("/oauth2/token"),
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        "demo-service",
                        "client_secret",
                        "demo-service-secret",
                        "scope",
                        "orders/read"));

        assertIsServiceToken(answer);
        assertThat(claims(Client.text(answer, "access_token")).getStringClaim("scope"))
                .isEqualTo("orders/read");
    }

    @Test
    void aWrongSecretIsTheRegionsToRefuse() throws Exception {
        HttpResponse<String> answer = client.postForm(
                DEMO.url("/oauth2/token"),
                Map.of("grant_type", "client_credentials"),
                "Authorization",
                Client.basic("demo-service", "wrong"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Client.text(answer, "error")).isEqualTo("invalid_client");
    }

    @Test
    void aliceSignsInAndHerIdTokenIsTheGatewaysIssuers() throws Exception {
        HttpResponse<String> tokens = new Login(DEMO).tokens();

        JWTClaimsSet id = claims(Client.text(tokens, "id_token"));
        assertThat(id.getIssuer()).isEqualTo(DEMO.publicUrl());
        assertThat(id.getAudience()).containsExactly("demo-web");
        assertThat(id.getStringClaim("nonce")).isEqualTo(Login.NONCE);
        assertThat(id.getStringClaim("email")).isEqualTo("alice@example.com");
        assertThat(claims(Client.text(tokens, "access_token")).getStringClaim("client_id"))
                .isEqualTo("demo-web");
    }

    @Test
    void aCodeIsGoodOnce() throws Exception {
        Login login = new Login(DEMO);
        String code = login.code();
        assertThat(login.redeem(code).statusCode()).isEqualTo(200);

        HttpResponse<String> again = login.redeem(code);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(Client.text(again, "error")).isEqualTo("invalid_grant");
    }

    @Test
    void aRefreshTokenGivesTokensOfTheSameSubject() throws Exception {
        HttpResponse<String> tokens = new Login(DEMO).tokens();

        HttpResponse<String> refreshed = Login.refresh(DEMO.url("/oauth2/token"), Client.text(tokens, "refresh_token"));

        assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
        assertThat(claims(Client.text(refreshed, "access_token")).getSubject())
                .isEqualTo(claims(Client.text(tokens, "access_token")).getSubject());
    }

    @Test
    void userinfoTellsWhoSheIs() throws Exception {
        HttpResponse<String> tokens = new Login(DEMO).tokens();

        HttpResponse<String> answer = client.get(
                DEMO.url("/oauth2/userInfo"), "Authorization", "Bearer " + Client.text(tokens, "access_token"));

        JsonNode user = Client.json(answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(user.get("email").asText()).isEqualTo("alice@example.com");
        assertThat(user.get("sub").asText())
                .isEqualTo(claims(Client.text(tokens, "id_token")).getSubject());
    }

    @Test
    void aRevokedRefreshTokenIsRefused() throws Exception {
        String refreshToken = Client.text(new Login(DEMO).tokens(), "refresh_token");

        HttpResponse<String> revoked =
                client.postForm(DEMO.url("/oauth2/revoke"), Map.of("client_id", "demo-web", "token", refreshToken));
        HttpResponse<String> refreshed = Login.refresh(DEMO.url("/oauth2/token"), refreshToken);

        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
        assertThat(refreshed.statusCode()).isEqualTo(400);
        assertThat(Client.text(refreshed, "error")).isEqualTo("invalid_grant");
    }

    private void assertIsServiceToken(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Client.text(answer, "token_type")).isEqualToIgnoringCase("Bearer");
        assertThat(Client.header(answer, "Cache-Control")).contains("no-store");
        JWTClaimsSet claims = claims(Client.text(answer, "access_token"));
        assertThat(claims.getIssuer()).isEqualTo(DEMO.publicUrl());
        assertThat(claims.getStringClaim("client_id")).isEqualTo("demo-service");
    }

    /** The claims of a token that a key of the gateway's JWKS signed. */
    private JWTClaimsSet claims(String token) throws Exception {
        JWKSet keys =
                JWKSet.parse(client.get(DEMO.url("/.well-known/jwks.json")).body());
        SignedJWT jwt = SignedJWT.parse(token);
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(key).isNotNull();
        assertThat(jwt.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        return jwt.getJWTClaimsSet();
    }
}
