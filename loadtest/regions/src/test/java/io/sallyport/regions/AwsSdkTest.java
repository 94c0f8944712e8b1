package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import io.sallyport.regions.signin.Totp;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** The JSON API through the AWS SDK for Java as it is. */
class AwsSdkTest {

    @RegisterExtension
    static final RunningTwins TWINS = new RunningTwins(TwinOptions.ephemeral());

    private static final String POOL = "us-west-2_demo";
    private static final String WEB = "demo-web";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static CognitoIdentityProviderClient aws;

    @BeforeAll
    static void connect() {
        aws = CognitoIdentityProviderClient.builder()
                .endpointOverride(TWINS.primary().baseUrl())
                .region(software.amazon.awssdk.regions.Region.US_WEST_2)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "example")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void disconnect() {
        aws.close();
    }

    @Test
    void aUserSignsUpConfirmsSignsInAndChangesWhatTheyMay() throws Exception {
        String sub = aws.signUp(request -> request.clientId(WEB)
                        .username("frank")
                        .password("Password-1")
                        .userAttributes(attribute("email", "frank@example.com")))
                .userSub();
        assertThatThrownBy(() -> signIn("frank", "Password-1")).isInstanceOf(UserNotConfirmedException.class);
        assertThatThrownBy(() -> confirm("frank", "000000x")).isInstanceOf(CodeMismatchException.class);
        confirm("frank", Mailbox.codeFor(TWINS.primary(), "frank"));
        String token = signIn("frank", "Password-1").accessToken();

        aws.updateUserAttributes(request -> request.accessToken(token)
                .userAttributes(attribute("name", "Frank"), attribute("email", "f@example.com")));
        aws.changePassword(request ->
                request.accessToken(token).previousPassword("Password-1").proposedPassword("Password-2"));

        assertThat(aws.getUser(request -> request.accessToken(token)).userAttributes())
                .contains(
                        attribute("sub", sub),
                        attribute("name", "Frank"),
                        attribute("email", "f@example.com"),
                        attribute("email_verified", "false"));
        assertThat(signIn("frank", "Password-2").accessToken()).isNotEmpty();
        assertThatThrownBy(() -> signIn("frank", "Password-1")).isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> aws.changePassword(request ->
                        request.accessToken(token).previousPassword("wrong-one").proposedPassword("Password-3")))
                .isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> aws.changePassword(request -> request.accessToken(token)
                        .previousPassword("Password-2")
                        .proposedPassword("short")))
                .isInstanceOf(InvalidPasswordException.class);
        assertThatThrownBy(() -> aws.updateUserAttributes(
                        request -> request.accessToken(token).userAttributes(attribute("sub", "x"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aForgottenPasswordIsReplaced() throws Exception {
        newUser("grace");
        aws.forgotPassword(request -> request.clientId(WEB).username("grace"));
        String code = Mailbox.codeFor(TWINS.primary(), "grace");

        aws.confirmForgotPassword(request ->
                request.clientId(WEB).username("grace").confirmationCode(code).password("Password-9"));

        assertThat(signIn("grace", "Password-9").refreshToken()).isNotEmpty();
    }

    @Test
    void aRefreshTokenRefreshesUntilItIsRevoked() throws Exception {
        newUser("heidi");
        String refresh = signIn("heidi", "Password-1").refreshToken();

        assertThat(refresh(WEB, Map.of("REFRESH_TOKEN", refresh)).accessToken()).isNotEmpty();
        aws.revokeToken(request -> request.clientId(WEB).token(refresh));
        assertThatThrownBy(() -> refresh(WEB, Map.of("REFRESH_TOKEN", refresh)))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void aUserSignsOutEverywhere() throws Exception {
        newUser("ivan");
        AuthenticationResultType one = signIn("ivan", "Password-1");
        AuthenticationResultType other = signIn("ivan", "Password-1");

        aws.globalSignOut(request -> request.accessToken(one.accessToken()));

        assertThatThrownBy(() -> aws.getUser(request -> request.accessToken(other.accessToken())))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void anAdministratorSignsAUserOutAndDisablesThem() throws Exception {
        newUser("judy");
        String token = signIn("judy", "Password-1").accessToken();
        aws.adminUserGlobalSignOut(request -> request.userPoolId(POOL).username("judy"));
        assertThatThrownBy(() -> aws.getUser(request -> request.accessToken(token)))
                .isInstanceOf(NotAuthorizedException.class);

        aws.adminDisableUser(request -> request.userPoolId(POOL).username("judy"));

        assertThatThrownBy(() -> signIn("judy", "Password-1"))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("User is disabled");
        assertThat(aws.adminGetUser(request -> request.userPoolId(POOL).username("judy"))
                        .enabled())
                .isFalse();
        aws.adminEnableUser(request -> request.userPoolId(POOL).username("judy"));
        assertThat(signIn("judy", "Password-1").accessToken()).isNotEmpty();
    }

    @Test
    void carolAnswersTheTotpChallenge() {
        InitiateAuthResponse challenge =
                initiate(WEB, AuthFlowType.USER_PASSWORD_AUTH, Map.of("USERNAME", "carol", "PASSWORD", "Carol-333"));
        String code = new Totp(InstantSource.system()).now(DemoData.CAROL_TOTP_SECRET);

        AuthenticationResultType result = aws.respondToAuthChallenge(request -> request.clientId(WEB)
                        .challengeName(challenge.challengeName())
                        .session(challenge.session())
                        .challengeResponses(Map.of("USERNAME", "carol", "SOFTWARE_TOKEN_MFA_CODE", code)))
                .authenticationResult();

        assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
        assertThat(result.idToken()).isNotEmpty();
    }

    @Test
    void aClientWithASecretProvesItInEachCall() throws Exception {
        newUser("kim");
        UserPoolClientType client = client(builder -> builder.generateSecret(true));
        String hash = secretHash("kim", client);

        AuthenticationResultType result = initiate(
                        client.clientId(),
                        AuthFlowType.USER_PASSWORD_AUTH,
                        Map.of("USERNAME", "kim", "PASSWORD", "Password-1", "SECRET_HASH", hash))
                .authenticationResult();

        assertThat(refresh(client.clientId(), Map.of("REFRESH_TOKEN", result.refreshToken(), "SECRET_HASH", hash))
                        .accessToken())
                .isNotEmpty();
        assertThatThrownBy(() -> initiate(
                        client.clientId(),
                        AuthFlowType.USER_PASSWORD_AUTH,
                        Map.of("USERNAME", "kim", "PASSWORD", "Password-1")))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("SECRET_HASH was not received");
        assertThatThrownBy(() -> initiate(
                        client.clientId(),
                        AuthFlowType.USER_PASSWORD_AUTH,
                        Map.of("USERNAME", "kim", "PASSWORD", "Password-1", "SECRET_HASH", "guess")))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Unable to verify secret hash");
        assertThatThrownBy(() -> aws.signUp(request ->
                        request.clientId(client.clientId()).username("kim2").password("Password-1")))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void aUserProvesThePasswordBySrp() throws Exception {
        SrpClient srp = new SrpClient("demo");
        InitiateAuthResponse challenge =
                initiate(WEB, AuthFlowType.USER_SRP_AUTH, Map.of("USERNAME", "alice", "SRP_A", srp.publicHex()));

        Map<String, String> proof = srp.answer(challenge.challengeParameters(), "Wonderland-1");
        AuthenticationResultType result = aws.respondToAuthChallenge(request -> request.clientId(WEB)
                        .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                        .challengeResponses(proof))
                .authenticationResult();

        assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.PASSWORD_VERIFIER);
        assertThat(result.accessToken()).isNotEmpty();
    }

    @Test
    void aWrongPasswordDoesNotPassSrpAndAChallengeIsGoodOnce() throws Exception {
        SrpClient srp = new SrpClient("demo");
        InitiateAuthResponse challenge =
                initiate(WEB, AuthFlowType.USER_SRP_AUTH, Map.of("USERNAME", "alice", "SRP_A", srp.publicHex()));
        Map<String, String> wrong = srp.answer(challenge.challengeParameters(), "guess");
        Map<String, String> right = srp.answer(challenge.challengeParameters(), "Wonderland-1");

        for (Map<String, String> answer : List.of(wrong, right)) {
            assertThatThrownBy(() -> aws.respondToAuthChallenge(request -> request.clientId(WEB)
                            .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                            .challengeResponses(answer)))
                    .isInstanceOf(NotAuthorizedException.class);
        }
        for (String bad : List.of("0", "not hex")) {
            assertThatThrownBy(
                            () -> initiate(WEB, AuthFlowType.USER_SRP_AUTH, Map.of("USERNAME", "alice", "SRP_A", bad)))
                    .isInstanceOf(NotAuthorizedException.class);
        }
    }

    @Test
    void groupsReachTheTokens() throws Exception {
        newUser("liam");
        aws.createGroup(request -> request.userPoolId(POOL).groupName("editors").description("May edit"));
        aws.adminAddUserToGroup(
                request -> request.userPoolId(POOL).groupName("editors").username("liam"));

        JsonNode claims = TestClient.JSON.readTree(
                SignedJWT.parse(signIn("liam", "Password-1").accessToken())
                        .getPayload()
                        .toString());

        assertThat(claims.get("cognito:groups").get(0).asText()).isEqualTo("editors");
        assertThat(aws.adminListGroupsForUser(
                                request -> request.userPoolId(POOL).username("liam"))
                        .groups())
                .singleElement()
                .satisfies(group -> assertThat(group.description()).isEqualTo("May edit"));
        assertThat(aws.listGroups(request -> request.userPoolId(POOL)).groups()).isNotEmpty();
        aws.adminRemoveUserFromGroup(
                request -> request.userPoolId(POOL).groupName("editors").username("liam"));
        assertThat(aws.adminListGroupsForUser(
                                request -> request.userPoolId(POOL).username("liam"))
                        .groups())
                .isEmpty();
    }

    @Test
    void aRotatedRefreshTokenIsGoodOnceAndATheftEndsTheSession() throws Exception {
        newUser("mia");
        String id = client(builder -> builder.refreshTokenRotation(rotation -> rotation.feature(FeatureType.ENABLED)))
                .clientId();
        String first = initiate(
                        id, AuthFlowType.USER_PASSWORD_AUTH, Map.of("USERNAME", "mia", "PASSWORD", "Password-1"))
                .authenticationResult()
                .refreshToken();

        String second = rotate(id, first);

        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() -> rotate(id, first)).isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> rotate(id, second)).isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> refresh(id, Map.of("REFRESH_TOKEN", second)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void whatIsNotThereHasItsOwnError() {
        assertThatThrownBy(() -> aws.signUp(
                        request -> request.clientId(WEB).username("alice").password("Password-1")))
                .isInstanceOf(UsernameExistsException.class);
        assertThatThrownBy(() ->
                        aws.adminGetUser(request -> request.userPoolId(POOL).username("nobody")))
                .isInstanceOf(UserNotFoundException.class);
        assertThatThrownBy(() -> aws.adminGetUser(
                        request -> request.userPoolId("us-west-2_other").username("alice")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(aws.describeUserPool(request -> request.userPoolId(POOL))
                        .userPool()
                        .name())
                .isEqualTo("demo");
        assertThat(aws.listUsers(request -> request.userPoolId(POOL).limit(2)).users())
                .hasSize(2);
    }

    private void newUser(String username) throws Exception {
        aws.signUp(request -> request.clientId(WEB).username(username).password("Password-1"));
        confirm(username, Mailbox.codeFor(TWINS.primary(), username));
    }

    private static void confirm(String username, String code) {
        aws.confirmSignUp(request -> request.clientId(WEB).username(username).confirmationCode(code));
    }

    private static AuthenticationResultType signIn(String username, String password) {
        return initiate(WEB, AuthFlowType.USER_PASSWORD_AUTH, Map.of("USERNAME", username, "PASSWORD", password))
                .authenticationResult();
    }

    private static AuthenticationResultType refresh(String client, Map<String, String> parameters) {
        return initiate(client, AuthFlowType.REFRESH_TOKEN_AUTH, parameters).authenticationResult();
    }

    private static String rotate(String client, String refreshToken) {
        return aws.getTokensFromRefreshToken(request -> request.clientId(client).refreshToken(refreshToken))
                .authenticationResult()
                .refreshToken();
    }

    private static InitiateAuthResponse initiate(String client, AuthFlowType flow, Map<String, String> parameters) {
        return aws.initiateAuth(
                request -> request.clientId(client).authFlow(flow).authParameters(parameters));
    }

    private static UserPoolClientType client(
            java.util.function.Consumer<
                            software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest
                                    .Builder>
                    more) {
        return aws.createUserPoolClient(request -> {
                    request.userPoolId(POOL)
                            .clientName("test")
                            .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH);
                    more.accept(request);
                })
                .userPoolClient();
    }

    private static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    private static String secretHash(String username, UserPoolClientType client) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                client.clientSecret().getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder()
                .encodeToString(
                        mac.doFinal((username + client.clientId()).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
