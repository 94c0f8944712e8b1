package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointsTest {

    @RegisterExtension
    static final RunningTwins TWINS = new RunningTwins(TwinOptions.ephemeral());

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SERVICE = TestClient.basic("demo-service", "demo-service-secret");
    private static final String API = TestClient.basic("demo-api", "demo-api-secret");

    private final TestClient client = new TestClient();

    @Test
    void discoveryNamesTheSharedIssuerAndTheRegionsOwnEndpoints() throws Exception {
        HttpResponse<String> answer =
                client.get(TWINS.replica().baseUrl().resolve("/.well-known/openid-configuration"));

        OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.body());
        assertThat(metadata.getIssuer().getValue()).isEqualTo("http://127.0.0.1:8080");
        assertThat(metadata.getTokenEndpointURI())
                .isEqualTo(TWINS.replica().baseUrl().resolve("/oauth2/token"));
        assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
    }

    @Test
    void authorizationServerMetadataIsServedToo() throws Exception {
        HttpResponse<String> answer =
                client.get(TWINS.primary().baseUrl().resolve("/.well-known/oauth-authorization-server"));

        assertThat(AuthorizationServerMetadata.parse(answer.body()).getJWKSetURI())
                .isEqualTo(TWINS.primary().baseUrl().resolve("/.well-known/jwks.json"));
    }

    @Test
    void eachRegionSignsWithItsOwnPublishedKey() throws Exception {
        JWKSet primary = keys(TWINS.primary());
        JWKSet replica = keys(TWINS.replica());
        SignedJWT token = SignedJWT.parse(TestClient.json(client.clientCredentials(TWINS.replica()))
                .get("access_token")
                .asText());

        String kid = token.getHeader().getKeyID();
        assertThat(token.verify(new RSASSAVerifier(replica.getKeyByKeyId(kid).toRSAKey())))
                .isTrue();
        assertThat(primary.getKeyByKeyId(kid)).isNull();
        assertThat(replica.getKeys()).allMatch(key -> !key.isPrivate());
    }

    @Test
    void aServiceGetsATokenOfItsOwn() throws Exception {
        HttpResponse<String> answer = client.clientCredentials(TWINS.primary());

        JsonNode tokens = TestClient.json(answer);
        SignedJWT token = SignedJWT.parse(tokens.get("access_token").asText());
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(tokens.get("scope").asText()).isEqualTo("orders/read orders/write");
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("demo-service");
        assertThat(token.getJWTClaimsSet().getStringClaim("token_use")).isEqualTo("access");
    }

    @Test
    void aServiceMayPostItsSecretAndNarrowItsScope() throws Exception {
        HttpResponse<String> answer = client.postForm(
                TWINS.primary().baseUrl().resolve("/oauth2/token"),
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "demo-service",
                        "client_secret", "demo-service-secret",
                        "scope", "orders/read"));

        assertThat(TestClient.json(answer).get("scope").asText()).isEqualTo("orders/read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "grant_type=client_credentials&scope=admin; 400; invalid_scope",
                "grant_type=password&username=alice&password=Wonderland-1; 400; unauthorized_client",
                "grant_type=authorization_code&code=x&redirect_uri=http://127.0.0.1:1/callback; 400; unauthorized_client",
                "grant_type=urn:nobody:knows; 400; unsupported_grant_type",
                "scope=orders/read; 400; invalid_request",
                "grant_type=client_credentials&grant_type=client_credentials; 400; invalid_request",
                "%; 400; invalid_request"
            })
    void aBadTokenRequestGetsTheStandardsError(String form, int status, String error) throws Exception {
        HttpResponse<String> answer =
                client.post(TWINS.primary().baseUrl().resolve("/oauth2/token"), FORM, form, "Authorization", SERVICE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(TestClient.json(answer).get("error").asText()).isEqualTo(error);
    }

    @Test
    void aBogusRefreshTokenIsAnInvalidGrant() throws Exception {
        HttpResponse<String> answer = LoginJourney.refresh(TWINS.primary(), "bogus");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer).get("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void aWrongSecretIsAnInvalidClientWithAChallenge() throws Exception {
        HttpResponse<String> answer = client.postForm(
                TWINS.primary().baseUrl().resolve("/oauth2/token"),
                Map.of("grant_type", "client_credentials"),
                "Authorization",
                TestClient.basic("demo-service", "guess"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(TestClient.json(answer).get("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void anotherContentTypeIsAnInvalidRequest() throws Exception {
        HttpResponse<String> answer = client.post(
                TWINS.primary().baseUrl().resolve("/oauth2/token"),
                "application/json",
                "{\"grant_type\":\"client_credentials\"}",
                "Authorization",
                SERVICE);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer).get("error").asText()).isEqualTo("invalid_request");
    }

    @Test
    void anOversizedBodyIsRefused() throws Exception {
        HttpResponse<String> answer =
                client.post(TWINS.primary().baseUrl().resolve("/oauth2/token"), FORM, "a=" + "x".repeat(70_000));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void unknownPathsAndMethodsAreRefusedInJson() throws Exception {
        HttpResponse<String> unknown = client.get(TWINS.primary().baseUrl().resolve("/nowhere"));
        HttpResponse<String> wrongMethod = client.get(TWINS.primary().baseUrl().resolve("/oauth2/token"));
        HttpResponse<String> strangeMethod =
                client.send(HttpRequest.newBuilder(TWINS.primary().baseUrl().resolve("/oauth2/token"))
                        .method("PATCH", BodyPublishers.noBody()));

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(strangeMethod.statusCode()).isEqualTo(405);
        assertThat(TestClient.json(unknown).get("error").asText()).isEqualTo("invalid_request");
    }

    @Test
    void userInfoTellsWhatTheScopeOpens() throws Exception {
        JsonNode tokens = new LoginJourney(TWINS.primary()).tokens("alice", "Wonderland-1");

        JsonNode info = TestClient.json(LoginJourney.userInfo(
                TWINS.primary(), tokens.get("access_token").asText()));

        assertThat(info.get("email").asText()).isEqualTo("alice@example.com");
        assertThat(info.get("email_verified").asBoolean()).isTrue();
        assertThat(info.get("username").asText()).isEqualTo("alice");
    }

    @ParameterizedTest
    @CsvSource({"'',401", "Bearer nonsense,401", "Bearer a.b.c,401", "Basic abc,401"})
    void userInfoChallengesWhoeverHasNoToken(String authorization, int status) throws Exception {
        HttpResponse<String> answer = authorization.isEmpty()
                ? client.get(TWINS.primary().baseUrl().resolve("/oauth2/userInfo"))
                : client.get(TWINS.primary().baseUrl().resolve("/oauth2/userInfo"), "Authorization", authorization);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }

    @Test
    void aServicesTokenHasNoUserInfo() throws Exception {
        String token = TestClient.json(client.clientCredentials(TWINS.primary()))
                .get("access_token")
                .asText();

        HttpResponse<String> answer = LoginJourney.userInfo(TWINS.primary(), token);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope");
    }

    @Test
    void introspectionTellsLiveFromDead() throws Exception {
        JsonNode tokens = new LoginJourney(TWINS.primary()).tokens("bob", "Builder-22");
        String access = tokens.get("access_token").asText();
        String refresh = tokens.get("refresh_token").asText();

        JsonNode live = introspect(access);
        JsonNode liveRefresh = introspect(refresh);
        revoke(access);
        JsonNode afterAccess = introspect(access);
        JsonNode refreshAfterAccess = introspect(refresh);
        revoke(refresh);

        assertThat(live.get("active").asBoolean()).isTrue();
        assertThat(live.get("username").asText()).isEqualTo("bob");
        assertThat(liveRefresh.get("active").asBoolean()).isTrue();
        assertThat(afterAccess).hasToString("{\"active\":false}");
        assertThat(refreshAfterAccess.get("active").asBoolean()).isTrue();
        assertThat(introspect(refresh).get("active").asBoolean()).isFalse();
        assertThat(introspect("whatever").get("active").asBoolean()).isFalse();
    }

    @Test
    void introspectionNeedsAConfidentialClient() throws Exception {
        HttpResponse<String> anonymous =
                client.postForm(TWINS.primary().baseUrl().resolve("/oauth2/introspect"), Map.of("token", "x"));

        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(TestClient.json(anonymous).get("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void aTokenIsRevokedByItsOwnClientOnly() throws Exception {
        String refresh = new LoginJourney(TWINS.primary())
                .tokens("alice", "Wonderland-1")
                .get("refresh_token")
                .asText();

        HttpResponse<String> stranger = client.postForm(
                TWINS.primary().baseUrl().resolve("/oauth2/revoke"),
                Map.of("token", refresh),
                "Authorization",
                SERVICE);

        assertThat(stranger.statusCode()).isEqualTo(400);
        assertThat(LoginJourney.refresh(TWINS.primary(), refresh).statusCode()).isEqualTo(200);
        assertThat(revoke("unknown").statusCode()).isEqualTo(200);
    }

    @Test
    void scriptsOfAnyOriginMayCallTheTokenEndpoint() throws Exception {
        HttpResponse<String> preflight =
                client.send(HttpRequest.newBuilder(TWINS.primary().baseUrl().resolve("/oauth2/token"))
                        .header("Origin", "http://127.0.0.1:3456")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "content-type")
                        .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    private JWKSet keys(Region region) throws Exception {
        return JWKSet.parse(
                client.get(region.baseUrl().resolve("/.well-known/jwks.json")).body());
    }

    private JsonNode introspect(String token) throws Exception {
        return TestClient.json(client.postForm(
                TWINS.primary().baseUrl().resolve("/oauth2/introspect"), Map.of("token", token), "Authorization", API));
    }

    private HttpResponse<String> revoke(String token) throws Exception {
        return client.postForm(
                TWINS.primary().baseUrl().resolve("/oauth2/revoke"), Map.of("token", token, "client_id", "demo-web"));
    }
}
