package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.regions.signin.Totp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CognitoApiTest {

    @RegisterExtension
    static final RunningTwins TWINS = new RunningTwins(TwinOptions.ephemeral());

    private final TestClient client = new TestClient();

    @Test
    void aUserSignsUpConfirmsAndSignsIn() throws Exception {
        HttpResponse<String> signUp = client.cognito(TWINS.primary(), "SignUp", """
                {"ClientId":"demo-web","Username":"erin","Password":"Password-55",
                 "UserAttributes":[{"Name":"email","Value":"erin@example.com"}]}""");
        HttpResponse<String> tooEarly = signIn(TWINS.primary(), "erin", "Password-55");
        HttpResponse<String> wrongCode = confirm("erin", "nope");
        HttpResponse<String> confirmed = confirm("erin", Mailbox.codeFor(TWINS.primary(), "erin"));

        assertThat(signUp.statusCode()).as(signUp.body()).isEqualTo(200);
        assertThat(signUp.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(TestClient.json(signUp).get("UserConfirmed").asBoolean()).isFalse();
        assertError(tooEarly, 400, "UserNotConfirmedException");
        assertError(wrongCode, 400, "CodeMismatchException");
        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(signIn(TWINS.primary(), "ERIN", "Password-55").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        signIn(TWINS.replica(), "erin", "Password-55").statusCode())
                .isEqualTo(200));
    }

    @Test
    void theSignedInUserSeesTheirAttributes() throws Exception {
        JsonNode result = tokens(TWINS.primary());

        JsonNode user = TestClient.json(client.cognito(TWINS.primary(), "GetUser", accessToken(result)));

        assertThat(user.get("Username").asText()).isEqualTo("alice");
        assertThat(user.get("UserAttributes").toString()).contains("alice@example.com");
    }

    @Test
    void aRefreshTokenRefreshesUntilItIsRevoked() throws Exception {
        String refresh = tokens(TWINS.primary()).get("RefreshToken").asText();
        HttpResponse<String> refreshed = refresh(refresh);
        HttpResponse<String> revoked = client.cognito(
                TWINS.primary(), "RevokeToken", "{\"ClientId\":\"demo-web\",\"Token\":\"%s\"}".formatted(refresh));

        assertThat(TestClient.json(refreshed)
                        .at("/AuthenticationResult/AccessToken")
                        .asText())
                .isNotEmpty();
        assertThat(TestClient.json(refreshed).at("/AuthenticationResult").has("RefreshToken"))
                .isFalse();
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertError(refresh(refresh), 400, "NotAuthorizedException");
    }

    @Test
    void globalSignOutOnTheReplicaIsUnknownToThePrimary() throws Exception {
        JsonNode result = tokens(TWINS.primary());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(client.cognito(TWINS.replica(), "GetUser", accessToken(result))
                                .statusCode())
                        .isEqualTo(200));

        HttpResponse<String> signedOut = client.cognito(TWINS.replica(), "GlobalSignOut", accessToken(result));

        assertThat(signedOut.statusCode()).isEqualTo(200);
        assertError(client.cognito(TWINS.replica(), "GetUser", accessToken(result)), 400, "NotAuthorizedException");
        assertThat(refresh(result.get("RefreshToken").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void carolIsChallengedOnThePrimaryAndRefusedOnTheReplica() throws Exception {
        JsonNode challenge = TestClient.json(signIn(TWINS.primary(), "carol", "Carol-333"));
        String code = new Totp(InstantSource.system()).now(DemoData.CAROL_TOTP_SECRET);

        HttpResponse<String> answered = client.cognito(TWINS.primary(), "RespondToAuthChallenge", """
                {"ClientId":"demo-web","ChallengeName":"SOFTWARE_TOKEN_MFA","Session":"%s",
                 "ChallengeResponses":{"USERNAME":"carol","SOFTWARE_TOKEN_MFA_CODE":"%s"}}""".formatted(
                        challenge.get("Session").asText(), code));

        assertThat(challenge.get("ChallengeName").asText()).isEqualTo("SOFTWARE_TOKEN_MFA");
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertError(signIn(TWINS.replica(), "carol", "Carol-333"), 400, "OperationNotEnabledException");
    }

    @Test
    void aForgottenPasswordIsReplacedWithTheCodeFromTheMailbox() throws Exception {
        client.cognito(TWINS.primary(), "ForgotPassword", "{\"ClientId\":\"demo-web\",\"Username\":\"bob\"}");

        HttpResponse<String> changed = client.cognito(
                TWINS.primary(), "ConfirmForgotPassword", """
                {"ClientId":"demo-web","Username":"bob","ConfirmationCode":"%s","Password":"Builder-23"}""".formatted(Mailbox.codeFor(TWINS.primary(), "bob")));

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(signIn(TWINS.primary(), "bob", "Builder-23").statusCode()).isEqualTo(200);
        assertError(signIn(TWINS.primary(), "bob", "Builder-22"), 400, "NotAuthorizedException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SignUp", "ConfirmSignUp", "ForgotPassword", "ChangePassword", "AdminCreateUser"})
    void theReplicaRefusesWrites(String operation) throws Exception {
        assertError(client.cognito(TWINS.replica(), operation, "{}"), 400, "OperationNotEnabledException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NoSuchOperation; {}; UnknownOperationException",
                "ListUserPools; {}; UnknownOperationException",
                "InitiateAuth; not json; SerializationException",
                "InitiateAuth; [1]; SerializationException",
                "InitiateAuth; {}; InvalidParameterException",
                "InitiateAuth; {\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"x\"}; ResourceNotFoundException",
                "InitiateAuth; {\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"demo-service\"}; InvalidParameterException",
                "InitiateAuth; {\"AuthFlow\":\"CUSTOM\",\"ClientId\":\"demo-web\"}; InvalidParameterException",
                "InitiateAuth; {\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"demo-web\",\"AuthParameters\":7}; InvalidParameterException",
                "GetUser; {\"AccessToken\":\"x\"}; NotAuthorizedException",
                "GetUser; {\"AccessToken\":5}; InvalidParameterException",
                "GlobalSignOut; {}; InvalidParameterException",
                "RevokeToken; {\"ClientId\":\"demo-web\",\"Token\":\"a.b.c\"}; UnsupportedTokenTypeException",
                "SignUp; {\"ClientId\":\"demo-web\",\"Username\":\"alice\",\"Password\":\"Password-1\"}; UsernameExistsException",
                "SignUp; {\"ClientId\":\"demo-web\",\"Username\":\"zoe\",\"Password\":\"short\"}; InvalidPasswordException",
                "SignUp; {\"ClientId\":\"demo-web\",\"Username\":\"a b\",\"Password\":\"Password-1\"}; InvalidParameterException"
            })
    void aBadRequestGetsTheServicesError(String operation, String body, String type) throws Exception {
        assertError(client.cognito(TWINS.primary(), operation, body), 400, type);
    }

    @Test
    void aRequestWithoutATargetIsUnknown() throws Exception {
        HttpResponse<String> answer =
                client.post(TWINS.primary().baseUrl().resolve("/"), "application/x-amz-json-1.1", "{}");

        assertError(answer, 400, "UnknownOperationException");
    }

    @Test
    void anOAuthTokenHasNotTheScopeOfTheApi() throws Exception {
        JsonNode tokens = new LoginJourney(TWINS.primary()).tokens("alice", "Wonderland-1");

        HttpResponse<String> answer = client.cognito(
                TWINS.primary(),
                "GetUser",
                "{\"AccessToken\":\"%s\"}".formatted(tokens.get("access_token").asText()));

        assertError(answer, 400, "NotAuthorizedException");
    }

    private static void assertError(HttpResponse<String> answer, int status, String type) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(TestClient.json(answer).get("__type").asText()).isEqualTo(type);
        assertThat(TestClient.json(answer).get("message").asText()).isNotEmpty();
    }

    private HttpResponse<String> signIn(Region region, String username, String password) throws Exception {
        return client.cognito(region, "InitiateAuth", """
                {"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"demo-web",
                 "AuthParameters":{"USERNAME":"%s","PASSWORD":"%s"}}""".formatted(username, password));
    }

    private JsonNode tokens(Region region) throws Exception {
        return TestClient.json(signIn(region, "alice", "Wonderland-1")).get("AuthenticationResult");
    }

    private HttpResponse<String> refresh(String token) throws Exception {
        return client.cognito(TWINS.primary(), "InitiateAuth", """
                {"AuthFlow":"REFRESH_TOKEN_AUTH","ClientId":"demo-web",
                 "AuthParameters":{"REFRESH_TOKEN":"%s"}}""".formatted(token));
    }

    private HttpResponse<String> confirm(String username, String code) throws Exception {
        return client.cognito(
                TWINS.primary(),
                "ConfirmSignUp",
                "{\"ClientId\":\"demo-web\",\"Username\":\"%s\",\"ConfirmationCode\":\"%s\"}"
                        .formatted(username, code));
    }

    private static String accessToken(JsonNode result) {
        return "{\"AccessToken\":\"%s\"}".formatted(result.get("AccessToken").asText());
    }
}
