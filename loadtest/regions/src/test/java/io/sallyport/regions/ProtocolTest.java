package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of OAuth and OpenID Connect beyond the plain login. */
@Execution(ExecutionMode.SAME_THREAD)
class ProtocolTest {

    @RegisterExtension
    static final RunningTwins TWINS = new RunningTwins(TwinOptions.ephemeral());

    private final TestClient client = new TestClient();

    @Test
    void formPostSendsTheCodeByAPageThatSubmitsItself() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        Map<String, String> parameters = journey.parameters();
        parameters.put("response_mode", "form_post");
        HttpResponse<String> login = journey.browser.get(
                TWINS.primary().baseUrl().resolve(LoginJourney.location(journey.authorize(parameters))));

        HttpResponse<String> page = journey.submit(login, Map.of("username", "alice", "password", "Wonderland-1"));

        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        String nonce = policy.replaceAll(".*'nonce-([^']+)'.*", "$1");
        String code = page.body().replaceAll("(?s).*name=\"code\" value=\"([^\"]+)\".*", "$1");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("action=\"" + LoginJourney.REDIRECT_URI + "\"")
                .contains("name=\"state\" value=\"st-1\"")
                .contains("name=\"iss\" value=\"http://127.0.0.1:8080\"")
                .contains("<script nonce=\"" + nonce + "\">");
        assertThat(journey.redeem(code).statusCode()).isEqualTo(200);
    }

    @Test
    void formPostCarriesErrorsToo() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        Map<String, String> parameters = journey.parameters();
        parameters.put("response_mode", "form_post");
        parameters.put("prompt", "none");

        assertThat(journey.authorize(parameters).body()).contains("name=\"error\" value=\"login_required\"");
    }

    @Test
    void promptLoginAsksAgainAndPromptNoneDoesNot() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        journey.signIn("alice", "Wonderland-1");
        Map<String, String> silently = journey.parameters();
        silently.put("prompt", "none");
        Map<String, String> again = journey.parameters();
        again.put("prompt", "login");

        assertThat(LoginJourney.parameter(journey.authorize(silently), "code")).isNotEmpty();
        assertThat(LoginJourney.location(journey.authorize(again))).startsWith("/login?flow=");
    }

    @Test
    void maxAgeAsksAgainOnceTheSignInIsTooOld() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        journey.signIn("alice", "Wonderland-1");
        Map<String, String> parameters = journey.parameters();
        parameters.put("max_age", "60");

        HttpResponse<String> fresh = journey.authorize(parameters);
        client.fault(TWINS.primary(), "{\"clockSkewMs\":61000}");
        HttpResponse<String> old = journey.authorize(parameters);
        client.fault(TWINS.primary(), "{\"clockSkewMs\":0}");

        assertThat(LoginJourney.parameter(fresh, "code")).isNotEmpty();
        assertThat(LoginJourney.location(old)).startsWith("/login?flow=");
    }

    @Test
    void aPushedRequestIsGoodOnceAndForItsClient() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        HttpResponse<String> pushed = push(journey.parameters());
        String uri = TestClient.json(pushed).get("request_uri").asText();
        Map<String, String> reference = Map.of("client_id", "demo-web", "request_uri", uri);

        HttpResponse<String> begun = journey.authorize(reference);
        HttpResponse<String> again = journey.authorize(reference);

        assertThat(pushed.statusCode()).isEqualTo(201);
        assertThat(TestClient.json(pushed).get("expires_in").asInt()).isEqualTo(90);
        assertThat(LoginJourney.location(begun)).startsWith("/login?flow=");
        assertThat(again.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri,https://evil.example/,invalid_request",
        "scope,admin,invalid_scope",
        "code_challenge,'',invalid_request",
        "client_id,nobody,invalid_client",
        "request_uri,urn:ietf:params:oauth:request_uri:x,invalid_request",
        "response_type,token,unsupported_response_type"
    })
    void aBadPushedRequestIsRefusedAtOnce(String parameter, String value, String error) throws Exception {
        Map<String, String> parameters = new LoginJourney(TWINS.primary()).parameters();
        parameters.put(parameter, value);

        HttpResponse<String> answer = push(parameters);

        assertThat(TestClient.json(answer).get("error").asText()).isEqualTo(error);
    }

    @Test
    void deviceAuthorizationIsRefusedInItsOwnWordsAndNotAnnounced() throws Exception {
        URI device = TWINS.primary().baseUrl().resolve("/oauth2/device");

        JsonNode known = TestClient.json(client.postForm(device, Map.of("client_id", "demo-web")));
        JsonNode unknown = TestClient.json(client.postForm(device, Map.of("client_id", "nobody")));
        JsonNode missing = TestClient.json(client.postForm(device, Map.of("scope", "openid")));

        assertThat(known.get("error").asText()).isEqualTo("unauthorized_client");
        assertThat(unknown.get("error").asText()).isEqualTo("invalid_client");
        assertThat(missing.get("error").asText()).isEqualTo("invalid_request");
        assertThat(client.get(TWINS.primary().baseUrl().resolve("/.well-known/openid-configuration"))
                        .body())
                .doesNotContain("device")
                .contains("pushed_authorization_request_endpoint");
    }

    @Test
    void aClientThatRotatesGetsANewRefreshTokenEachTimeAndATheftEndsTheSession() throws Exception {
        String id = rotatingClient();
        String first = redeemed(id).get("refresh_token").asText();

        HttpResponse<String> refreshed = refresh(id, first);
        String second = TestClient.json(refreshed).get("refresh_token").asText();
        HttpResponse<String> reused = refresh(id, first);
        HttpResponse<String> afterTheft = refresh(id, second);

        assertThat(refreshed.statusCode()).isEqualTo(200);
        assertThat(second).isNotEqualTo(first);
        assertThat(TestClient.json(reused).get("error").asText()).isEqualTo("invalid_grant");
        assertThat(TestClient.json(afterTheft).get("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void keysAreRotatedAndWithdrawnWithoutAGap() throws Exception {
        String before = serviceToken();
        JsonNode first = keys("{\"action\":\"rotate\"}");
        String after = serviceToken();

        assertThat(first).hasSize(3);
        assertThat(jwks().get("keys")).hasSize(3);
        assertThat(kid(after)).isEqualTo(first.get(0).get("kid").asText()).isNotEqualTo(kid(before));
        assertThat(isActive(before)).isTrue();
        assertThat(isActive(after)).isTrue();

        JsonNode second = keys("{\"action\":\"withdraw\",\"kid\":\"%s\"}".formatted(kid(before)));

        assertThat(second).hasSize(2);
        assertThat(jwks().toString()).doesNotContain(kid(before));
        assertThat(isActive(before)).isFalse();
        assertThat(isActive(after)).isTrue();
    }

    @Test
    void theReplicaHearsOfTheWithdrawalOfThePrimarysKey() throws Exception {
        String token = new LoginJourney(TWINS.primary())
                .tokens("alice", "Wonderland-1")
                .get("access_token")
                .asText();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        LoginJourney.userInfo(TWINS.replica(), token).statusCode())
                .isEqualTo(200));

        keys("{\"action\":\"withdraw\",\"kid\":\"%s\"}".formatted(kid(token)));

        assertThat(jwks().get("keys")).hasSizeGreaterThanOrEqualTo(2);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        LoginJourney.userInfo(TWINS.replica(), token).statusCode())
                .isEqualTo(401));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}",
                "{\"action\":\"withdraw\"}",
                "{\"action\":\"withdraw\",\"kid\":\"none\"}",
                "{\"action\":\"x\"}",
                "x"
            })
    void aSenselessKeyRequestIsRefused(String json) throws Exception {
        assertThat(client.post(TestClient.control(TWINS.primary(), "/-/keys"), "application/json", json)
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> push(Map<String, String> parameters) throws Exception {
        return client.postForm(TWINS.primary().baseUrl().resolve("/oauth2/par"), parameters);
    }

    private String rotatingClient() throws Exception {
        return TestClient.json(client.cognito(
                        TWINS.primary(), "CreateUserPoolClient", """
                        {"UserPoolId":"us-west-2_demo","ClientName":"rotating","AllowedOAuthFlows":["code"],
                         "AllowedOAuthScopes":["openid"],"CallbackURLs":["%s"],
                         "RefreshTokenRotation":{"Feature":"ENABLED"}}""".formatted(LoginJourney.REDIRECT_URI)))
                .at("/UserPoolClient/ClientId")
                .asText();
    }

    private JsonNode redeemed(String id) throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        Map<String, String> parameters = journey.parameters();
        parameters.put("client_id", id);
        parameters.put("scope", "openid");
        HttpResponse<String> login = journey.browser.get(
                TWINS.primary().baseUrl().resolve(LoginJourney.location(journey.authorize(parameters))));
        HttpResponse<String> back = journey.submit(login, Map.of("username", "bob", "password", "Builder-22"));
        return TestClient.json(client.postForm(
                TWINS.primary().baseUrl().resolve("/oauth2/token"),
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        id,
                        "code",
                        LoginJourney.parameter(back, "code"),
                        "redirect_uri",
                        LoginJourney.REDIRECT_URI,
                        "code_verifier",
                        journey.verifier.getValue())));
    }

    private HttpResponse<String> refresh(String id, String token) throws Exception {
        return client.postForm(
                TWINS.primary().baseUrl().resolve("/oauth2/token"),
                Map.of("grant_type", "refresh_token", "client_id", id, "refresh_token", token));
    }

    private JsonNode keys(String json) throws Exception {
        return TestClient.json(client.post(TestClient.control(TWINS.primary(), "/-/keys"), "application/json", json));
    }

    private JsonNode jwks() throws Exception {
        return TestClient.json(client.get(TWINS.primary().baseUrl().resolve("/.well-known/jwks.json")));
    }

    private String serviceToken() throws Exception {
        return TestClient.json(client.clientCredentials(TWINS.primary()))
                .get("access_token")
                .asText();
    }

    private boolean isActive(String token) throws Exception {
        return TestClient.json(client.postForm(
                        TWINS.primary().baseUrl().resolve("/oauth2/introspect"),
                        Map.of("token", token),
                        "Authorization",
                        TestClient.basic("demo-api", "demo-api-secret")))
                .get("active")
                .asBoolean();
    }

    private static String kid(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
