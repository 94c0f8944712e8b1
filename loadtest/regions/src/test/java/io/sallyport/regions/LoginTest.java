package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sallyport.regions.signin.Totp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {

    @RegisterExtension
    static final RunningTwins TWINS = new RunningTwins(TwinOptions.ephemeral());

    @Test
    void aliceSignsInAndTheRedirectCarriesCodeStateAndIssuer() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());

        HttpResponse<String> redirect = journey.signIn("alice", "Wonderland-1");

        assertThat(redirect.statusCode()).isIn(302, 303);
        assertThat(LoginJourney.location(redirect)).startsWith(LoginJourney.REDIRECT_URI + "?");
        assertThat(LoginJourney.parameter(redirect, "code")).isNotEmpty();
        assertThat(LoginJourney.parameter(redirect, "state")).isEqualTo("st-1");
        assertThat(LoginJourney.parameter(redirect, "iss")).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void tokensSayWhoSignedInWhereAndWhen() throws Exception {
        JsonNode tokens = new LoginJourney(TWINS.primary()).tokens("alice", "Wonderland-1");

        JWTClaimsSet access =
                SignedJWT.parse(tokens.get("access_token").asText()).getJWTClaimsSet();
        JWTClaimsSet id = SignedJWT.parse(tokens.get("id_token").asText()).getJWTClaimsSet();
        assertThat(tokens.get("expires_in").asInt()).isEqualTo(900);
        assertThat(access.getClaims())
                .containsEntry("client_id", "demo-web")
                .containsEntry("token_use", "access")
                .containsEntry("username", "alice")
                .containsEntry("iss", "http://127.0.0.1:8080")
                .containsKeys("sub", "sid", "auth_time", "scope", "jti", "iat", "exp");
        assertThat(id.getClaims())
                .containsEntry("nonce", "n-1")
                .containsEntry("email", "alice@example.com")
                .containsEntry("token_use", "id")
                .containsKeys("at_hash", "auth_time", "sid");
        assertThat(id.getAudience()).containsExactly("demo-web");
        assertThat(id.getSubject()).isEqualTo(access.getSubject());
    }

    @Test
    void aWrongPasswordShowsThePageAgain() throws Exception {
        HttpResponse<String> page = new LoginJourney(TWINS.primary()).signIn("alice", "wrong");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Incorrect username or password").contains("name=\"username\"");
    }

    @Test
    void aFormWithoutItsHiddenValueIsRefused() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        HttpResponse<String> page = journey.loginPage();

        HttpResponse<String> answer =
                journey.browser.postForm(page.uri(), Map.of("username", "alice", "password", "Wonderland-1"));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void anotherBrowserCannotEndALogin() throws Exception {
        HttpResponse<String> page = new LoginJourney(TWINS.primary()).loginPage();

        assertThat(new TestClient().get(page.uri()).statusCode()).isEqualTo(400);
    }

    @Test
    void thePageWorksBehindAnyHost() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());

        assertThat(LoginJourney.location(journey.authorize(journey.parameters())))
                .startsWith("/login?");
        assertThat(journey.loginPage().body())
                .contains("action=\"/login?")
                .doesNotContain("http://")
                .doesNotContain("<script");
    }

    @Test
    void aSignedInBrowserNeedsNoPage() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        assertThat(journey.signIn("alice", "Wonderland-1").statusCode()).isIn(302, 303);

        HttpResponse<String> second = journey.authorize(journey.parameters());

        assertThat(LoginJourney.parameter(second, "code")).isNotEmpty();
    }

    @Test
    void carolNeedsAOneTimeCodeAndGetsOneTryEach() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        HttpResponse<String> totpPage = journey.signIn("carol", "Carol-333");
        assertThat(totpPage.body()).contains("name=\"totp\"").doesNotContain("name=\"password\"");

        HttpResponse<String> wrong = journey.submit(totpPage, Map.of("totp", "abc"));
        String code = new Totp(InstantSource.system()).now(DemoData.CAROL_TOTP_SECRET);
        HttpResponse<String> right = journey.submit(wrong, Map.of("totp", code));

        assertThat(wrong.body()).contains("not right");
        assertThat(LoginJourney.parameter(right, "code")).isNotEmpty();
    }

    @Test
    void carolCannotSignInOnTheReplica() throws Exception {
        HttpResponse<String> page = new LoginJourney(TWINS.replica()).signIn("carol", "Carol-333");

        assertThat(page.body()).contains("not available in this region");
    }

    @Test
    void aCodeIsGoodOnceAndAReplayEndsTheSession() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        String code = LoginJourney.parameter(journey.signIn("bob", "Builder-22"), "code");
        JsonNode tokens = TestClient.json(journey.redeem(code));

        HttpResponse<String> replayed = journey.redeem(code);

        assertThat(TestClient.json(replayed).get("error").asText()).isEqualTo("invalid_grant");
        assertThat(LoginJourney.refresh(
                                TWINS.primary(), tokens.get("refresh_token").asText())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCodeIsWorthlessWithoutItsVerifier() throws Exception {
        String code = LoginJourney.parameter(new LoginJourney(TWINS.primary()).signIn("bob", "Builder-22"), "code");

        HttpResponse<String> answer = new LoginJourney(TWINS.primary()).redeem(code);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer).get("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void theReplicaRefreshesWhatThePrimaryOpened() throws Exception {
        JsonNode tokens = new LoginJourney(TWINS.primary()).tokens("alice", "Wonderland-1");
        String refresh = tokens.get("refresh_token").asText();

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        LoginJourney.refresh(TWINS.replica(), refresh).statusCode())
                .isEqualTo(200));
        JsonNode refreshed = TestClient.json(LoginJourney.refresh(TWINS.replica(), refresh));

        assertThat(refreshed.has("refresh_token")).isFalse();
        assertThat(refreshed.has("id_token")).isTrue();
        assertThat(LoginJourney.userInfo(
                                TWINS.replica(), tokens.get("access_token").asText())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void thePrimaryNeverLearnsOfTheReplicasSessions() throws Exception {
        JsonNode tokens = new LoginJourney(TWINS.replica()).tokens("alice", "Wonderland-1");

        String refresh = tokens.get("refresh_token").asText();
        assertThat(LoginJourney.refresh(TWINS.replica(), refresh).statusCode()).isEqualTo(200);
        HttpResponse<String> atPrimary = LoginJourney.refresh(TWINS.primary(), refresh);
        assertThat(TestClient.json(atPrimary).get("error").asText()).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge_method,plain,invalid_request",
        "code_challenge,'',invalid_request",
        "response_type,token,unsupported_response_type",
        "response_type,code id_token,unsupported_response_type",
        "response_mode,fragment,invalid_request",
        "scope,openid admin,invalid_scope",
        "prompt,none,login_required",
        "prompt,none login,invalid_request",
        "request_uri,https://example.com/r,request_uri_not_supported",
        "max_age,soon,invalid_request"
    })
    void aBadAuthorizationRequestReturnsItsErrorToTheClient(String parameter, String value, String error)
            throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        Map<String, String> parameters = journey.parameters();
        parameters.put(parameter, value);

        HttpResponse<String> answer = journey.authorize(parameters);

        assertThat(answer.statusCode()).as(answer.body()).isIn(302, 303);
        assertThat(LoginJourney.parameter(answer, "error")).isEqualTo(error);
        assertThat(LoginJourney.parameter(answer, "state")).isEqualTo("st-1");
        assertThat(LoginJourney.parameter(answer, "iss")).isEqualTo("http://127.0.0.1:8080");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id,nobody",
        "client_id,''",
        "redirect_uri,https://evil.example/callback",
        "redirect_uri,http://127.0.0.1:3456/callback/more",
        "redirect_uri,http://127.0.0.1:3456@evil.example/callback",
        "redirect_uri,http://127.0.0.1/callback"
    })
    void anUnknownClientOrAddressIsNeverRedirectedTo(String parameter, String value) throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        Map<String, String> parameters = journey.parameters();
        parameters.put(parameter, value);

        HttpResponse<String> answer = journey.authorize(parameters);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void logoutEndsTheSessionAndSendsTheBrowserOn() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        JsonNode tokens = journey.tokens("alice", "Wonderland-1");

        HttpResponse<String> answer = journey.browser.get(TWINS.primary()
                .baseUrl()
                .resolve("/logout?"
                        + TestClient.encode(Map.of(
                                "id_token_hint", tokens.get("id_token").asText(),
                                "post_logout_redirect_uri", "http://127.0.0.1:3456/",
                                "state", "bye"))));

        assertThat(LoginJourney.location(answer)).isEqualTo("http://127.0.0.1:3456/?state=bye");
        assertThat(LoginJourney.refresh(
                                TWINS.primary(), tokens.get("refresh_token").asText())
                        .statusCode())
                .isEqualTo(400);
        assertThat(LoginJourney.userInfo(
                                TWINS.primary(), tokens.get("access_token").asText())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aNewUserSignsUpByBrowserWithTheCodeFromTheMailbox() throws Exception {
        LoginJourney journey = new LoginJourney(TWINS.primary());
        HttpResponse<String> page =
                journey.browser.get(TWINS.primary().baseUrl().resolve("/signup"));
        HttpResponse<String> codePage = journey.submit(
                page, Map.of("username", "dora", "email", "dora@example.com", "password", "Explorer-44"));

        HttpResponse<String> done =
                journey.submit(codePage, Map.of("username", "dora", "code", Mailbox.codeFor(TWINS.primary(), "dora")));

        assertThat(done.body()).contains("You can sign in now");
        assertThat(LoginJourney.parameter(new LoginJourney(TWINS.primary()).signIn("dora", "Explorer-44"), "code"))
                .isNotEmpty();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        LoginJourney.location(new LoginJourney(TWINS.replica()).signIn("dora", "Explorer-44")))
                .contains("code="));
    }

    @Test
    void theReplicaRefusesPagesThatWrite() throws Exception {
        TestClient browser = new TestClient();

        for (String path : new String[] {"/signup", "/forgotPassword"}) {
            assertThat(browser.get(TWINS.replica().baseUrl().resolve(path)).statusCode())
                    .isEqualTo(400);
            assertThat(browser.postForm(TWINS.replica().baseUrl().resolve(path), Map.of("username", "x"))
                            .statusCode())
                    .isEqualTo(400);
        }
    }
}
