package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Introspection at the gateway, and what a revocation that went through it changes, with tokens of real regions. */
class IntrospectTest {

    private static final String BASIC = Client.basic("demo-api", "demo-api-secret");

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private final Client client = new Client();

    private HttpResponse<String> introspect(String token) throws Exception {
        return client.postForm(DEMO.url("/-/introspect"), Map.of("token", token), "Authorization", BASIC);
    }

    private void assertActive(RegionUnderTest region) throws Exception {
        String token = Client.text(client.clientCredentials(region.url("/oauth2/token")), "access_token");
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();

        HttpResponse<String> byBasic = introspect(token);
        HttpResponse<String> byForm = client.postForm(
                DEMO.url("/-/introspect"),
                Map.of("token", token, "client_id", "demo-api", "client_secret", "demo-api-secret"));

        JsonNode told = Client.json(byBasic);
        assertThat(byBasic.statusCode()).isEqualTo(200);
        assertThat(Client.header(byBasic, "Cache-Control")).isEqualTo("no-store");
        assertThat(told.path("active").booleanValue()).isTrue();
        assertThat(told.path("client_id").textValue()).isEqualTo("demo-service");
        assertThat(told.path("iss").textValue()).isEqualTo(DEMO.publicUrl());
        assertThat(told.path("jti").textValue()).isEqualTo(claims.getJWTID());
        assertThat(told.path("exp").longValue())
                .isEqualTo(claims.getExpirationTime().toInstant().getEpochSecond());
        assertThat(Client.json(byForm)).isEqualTo(told);
    }

    @Test
    void aTokenOfThePrimaryIsActive() throws Exception {
        assertActive(DEMO.primary());
    }

    @Test
    void aTokenOfTheReplicaIsActive() throws Exception {
        assertActive(DEMO.replica());
    }

    @Test
    void whoDoesNotKnowTheSecretIsToldNothing() throws Exception {
        HttpResponse<String> answer = client.postForm(
                DEMO.url("/-/introspect"),
                Map.of("token", "x"),
                "Authorization",
                Client.basic("demo-api", "demo-service-secret"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Client.header(answer, "WWW-Authenticate")).startsWith("Basic ");
        assertThat(Client.text(answer, "error")).isEqualTo("invalid_client");
    }

    @Test
    void aRefreshTokenIsNoAccessToken() throws Exception {
        HttpResponse<String> tokens = new Login(DEMO).tokens();

        assertThat(introspect(Client.text(tokens, "access_token")).body()).contains("\"active\":true");
        assertThat(introspect(Client.text(tokens, "refresh_token")).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void aTokenRevokedThroughTheGatewayIsRefusedAtOnce() throws Exception {
        HttpResponse<String> tokens = new Login(DEMO).tokens();
        String token = Client.text(tokens, "access_token");
        assertAccepted(token);

        HttpResponse<String> revoked =
                client.postForm(DEMO.url("/oauth2/revoke"), Map.of("token", token, "client_id", "demo-web"));

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertRefused(token);
        String refreshed = Client.text(
                Login.refresh(DEMO.url("/oauth2/token"), Client.text(tokens, "refresh_token")), "access_token");
        assertAccepted(refreshed);
    }

    @Test
    void aGlobalSignOutEndsEveryTokenThatTheUserHad() throws Exception {
        HttpResponse<String> signedIn = initiate();
        String token = token(signedIn);
        String other = token(initiate());
        assertAccepted(token);
        assertAccepted(other);

        HttpResponse<String> out = client.cognito(
                URI.create(DEMO.publicUrl() + "/"), "GlobalSignOut", "{\"AccessToken\":\"" + token + "\"}");

        assertThat(out.statusCode()).as(out.body()).isEqualTo(200);
        assertRefused(token);
        assertRefused(other);
    }

    private HttpResponse<String> initiate() throws Exception {
        return client.signIn(URI.create(DEMO.publicUrl() + "/"), "bob", "Builder-22");
    }

    private static String token(HttpResponse<String> answer) throws Exception {
        return Client.json(answer)
                .path("AuthenticationResult")
                .path("AccessToken")
                .asText();
    }

    private void assertAccepted(String token) throws Exception {
        assertThat(client.validate(DEMO.url("/-/validate"), token).statusCode()).isEqualTo(200);
        assertThat(introspect(token).body()).contains("\"active\":true");
    }

    private void assertRefused(String token) throws Exception {
        assertThat(client.validate(DEMO.url("/-/validate"), token).statusCode()).isEqualTo(401);
        assertThat(introspect(token).body()).isEqualTo("{\"active\":false}");
    }
}
