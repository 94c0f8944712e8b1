package io.sallyport.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CognitoTableTest {

    private static final String PREFIX = "AWSCognitoIdentityProviderService.";
    private final Dialect cognito =
            DialectTable.parse(read(), TableOptions.NONE.with(Map.of("pool", "us-west-2_pool")));

    private static String read() {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream("cognito.yaml"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Operation http(String method, String path, Map<String, String> fields) {
        return Objects.requireNonNull(cognito.route(method, path)).operation(fields::get);
    }

    private Operation api(String name, Map<String, String> fields) {
        return Objects.requireNonNull(cognito.apiRoute(PREFIX + name)).operation(fields::get);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/oauth2/authorize,SIGN_IN,LOGIN,PAGE,SAFE",
        "GET,/login,SIGN_IN,LOGIN,PAGE,ONCE",
        "POST,/login,SIGN_IN,LOGIN,PAGE,ONCE",
        "HEAD,/login,SIGN_IN,LOGIN,PAGE,ONCE",
        "GET,/logout,SESSION,LOGIN,PAGE,ONCE",
        "GET,/signup,WRITE,LOGIN,PAGE,ONCE",
        "POST,/forgotPassword,WRITE,LOGIN,PAGE,ONCE",
        "POST,/oauth2/token,SIGN_IN,TOKEN,OAUTH,ONCE",
        "GET,/oauth2/userInfo,READ,TOKEN,OAUTH,SAFE",
        "POST,/oauth2/introspect,READ,TOKEN,OAUTH,SAFE",
        "POST,/oauth2/revoke,SESSION,TOKEN,OAUTH,ONCE",
        "POST,/oauth2/par,SIGN_IN,TOKEN,OAUTH,ONCE"
    })
    void everyEndpointDoesWhatTheTableSays(
            String method, String path, OperationClass operationClass, Plane plane, Surface surface, Replay replay) {
        Operation operation = http(method, path, Map.of());

        assertThat(operation.operationClass()).isEqualTo(operationClass);
        assertThat(operation.plane()).isEqualTo(plane);
        assertThat(operation.surface()).isEqualTo(surface);
        assertThat(operation.replay()).isEqualTo(replay);
    }

    @ParameterizedTest
    @CsvSource({
        "client_credentials,token:client_credentials,SAFE",
        "refresh_token,token:refresh_token,SAFE",
        "authorization_code,token:authorization_code,ONCE",
        "urn:ietf:params:oauth:grant-type:device_code,token:device_code,ONCE",
        "CLIENT_CREDENTIALS,token,ONCE",
        "'',token,ONCE"
    })
    void theGrantSelectsTheOperation(String grant, String name, Replay replay) {
        Operation operation = http("POST", "/oauth2/token", Map.of("grant_type", grant));

        assertThat(operation.name()).isEqualTo(name);
        assertThat(operation.replay()).isEqualTo(replay);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SignUp",
                "ConfirmSignUp",
                "ResendConfirmationCode",
                "ForgotPassword",
                "ConfirmForgotPassword",
                "ChangePassword",
                "UpdateUserAttributes",
                "DeleteUser",
                "AssociateSoftwareToken",
                "VerifySoftwareToken",
                "SetUserMFAPreference",
                "ConfirmDevice"
            })
    void whatChangesTheDirectoryIsAWrite(String name) {
        Operation operation = api(name, Map.of());

        assertThat(operation.operationClass()).isEqualTo(OperationClass.WRITE);
        assertThat(operation.replay()).isEqualTo(Replay.ONCE);
        assertThat(operation.plane()).isEqualTo(Plane.API);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW_PASSWORD_REQUIRED,WRITE",
        "MFA_SETUP,WRITE",
        "SMS_MFA,SIGN_IN",
        "PASSWORD_VERIFIER,SIGN_IN",
        "new_password_required,SIGN_IN"
    })
    void theChallengeSelectsTheOperation(String challenge, OperationClass operationClass) {
        assertThat(api("RespondToAuthChallenge", Map.of("ChallengeName", challenge))
                        .operationClass())
                .isEqualTo(operationClass);
    }

    @Test
    void onlyARefreshOfTheApiMayBeSentTwice() {
        assertThat(api("InitiateAuth", Map.of("AuthFlow", "REFRESH_TOKEN_AUTH")).replay())
                .isEqualTo(Replay.SAFE);
        assertThat(api("InitiateAuth", Map.of("AuthFlow", "USER_PASSWORD_AUTH")).replay())
                .isEqualTo(Replay.ONCE);
        assertThat(api("InitiateAuth", Map.of()).replay()).isEqualTo(Replay.ONCE);
    }

    @Test
    void nothingOfAnAdministratorsIsForwarded() {
        assertThat(cognito.operations()).noneMatch(each -> each.operationClass().isAdmin());
        assertThat(cognito.apiRoute(PREFIX + "AdminCreateUser")).isNull();
        assertThat(cognito.apiRoute("SignUp")).isNull();
        assertThat(cognito.apiRoute(PREFIX + "signup")).isNull();
    }

    @Test
    void noWriteMayBeSentTwice() {
        assertThat(cognito.operations())
                .filteredOn(each -> each.operationClass() != OperationClass.READ && each.plane() != Plane.TOKEN)
                .filteredOn(each -> !Set.of("InitiateAuth", "authorize").contains(each.name()))
                .allMatch(each -> each.replay() == Replay.ONCE);
    }

    @Test
    void aRouteThatDoesNotTakeEveryRequestIsNoTable() {
        String table =
                "dialect: x\nhttp:\n  - {on: POST /a, name: a, class: read, plane: token, surface: oauth, when: {b: c}}\nprobes: []\n";

        assertThatThrownBy(() -> DialectTable.parse(table, TableOptions.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DialectTable.parse("nonsense", TableOptions.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTableSaysWhatASignOutRevokesAndWhereItSaysSo() {
        assertThat(http("POST", "/oauth2/revoke", Map.of()).revokes())
                .isEqualTo(new Revokes("token", Revokes.What.TOKEN));
        assertThat(api("RevokeToken", Map.of()).revokes()).isEqualTo(new Revokes("Token", Revokes.What.TOKEN));
        assertThat(api("GlobalSignOut", Map.of()).revokes())
                .isEqualTo(new Revokes("AccessToken", Revokes.What.SUBJECT));
        assertThat(http("GET", "/logout", Map.of()).revokes()).isNull();
        assertThat(cognito.operations().stream().filter(operation -> operation.revokes() != null))
                .allSatisfy(operation -> assertThat(operation.operationClass()).isEqualTo(OperationClass.SESSION));
    }

    @Test
    void theTokenEndpointGivesIdTokensAndTheApiGivesThemAsTheyAre() {
        for (String grant : List.of("authorization_code", "refresh_token", "another")) {
            assertThat(http("POST", "/oauth2/token", Map.of("grant_type", grant))
                            .hints()
                            .gives())
                    .containsEntry("id_token", HintKind.ID_TOKEN);
        }
        assertThat(cognito.operations().stream().filter(operation -> operation.surface() != Surface.OAUTH))
                .allSatisfy(operation -> assertThat(operation.hints().gives()).doesNotContainValue(HintKind.ID_TOKEN));
        assertThat(http("GET", "/logout", Map.of()).hints().takes()).containsEntry("id_token_hint", HintKind.ID_TOKEN);
        assertThat(http("GET", "/oauth2/authorize", Map.of()).hints().takes())
                .containsEntry("id_token_hint", HintKind.ID_TOKEN);
    }

    @Test
    void anExchangeTakesAnIdTokenWhereItSaysSo() {
        String exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
        String type = "urn:ietf:params:oauth:token-type:";

        assertThat(http(
                                "POST",
                                "/oauth2/token",
                                Map.of("grant_type", exchange, "subject_token_type", type + "id_token"))
                        .hints()
                        .takes())
                .isEqualTo(Map.of("subject_token", HintKind.ID_TOKEN));
        assertThat(http("POST", "/oauth2/token", Map.of("grant_type", exchange, "subject_token_type", type + "jwt"))
                        .hints()
                        .takes())
                .doesNotContainValue(HintKind.ID_TOKEN);
    }

    @Test
    void whatAReplicaAcceptedIsToBeReplayedToThePrimary() {
        assertThat(cognito.replays()).isEqualTo(Replays.ALL_TO_PRIMARY);
    }

    @Test
    void whichDirectionNeedsReplaysIsData() {
        String table =
                "dialect: x\nhttp:\n  - {on: POST /a, name: a, class: read, plane: token, surface: oauth}\nprobes: []\n";

        assertThat(parsed(table).replays()).isEqualTo(Replays.NONE);
        assertThat(parsed(table + "sessions: one-way\n").replays()).isEqualTo(Replays.ALL_TO_PRIMARY);
        assertThat(DialectTable.parse(
                                table,
                                new TableOptions(
                                        Map.of(),
                                        true,
                                        false,
                                        null,
                                        new TableOptions.Declared(true, null, null),
                                        List.of()))
                        .replays())
                .as("where the configuration says that sessions are one-way")
                .isEqualTo(Replays.ALL_TO_PRIMARY);
        assertThat(parsed(table + "replays: {to-primary: [subject], to-replicas: [token]}\n")
                        .replays())
                .isEqualTo(new Replays(Set.of(Revokes.What.SUBJECT), Set.of(Revokes.What.TOKEN)));
        assertThatThrownBy(() -> parsed(table + "replays: {to-primary: [planet], to-replicas: []}\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOperationIsFoundByItsName() {
        assertThat(cognito.target("GlobalSignOut")).isEqualTo(PREFIX + "GlobalSignOut");
        assertThat(cognito.target("InitiateAuth")).as("many").isNull();
        assertThat(cognito.target("revoke")).isNull();
        assertThat(cognito.path("POST", "introspect")).isEqualTo("/oauth2/introspect");
        assertThat(cognito.path("GET", "introspect")).isNull();
        assertThat(cognito.path("POST", "token:refresh_token"))
                .as("told by its body")
                .isEqualTo("/oauth2/token");
    }

    @Test
    void whatAReplicaLacksHasTheContractsNames() {
        assertThat(cognito.replica().lacks())
                .extracting(Capability::tag)
                .containsExactly("sign-up", "password-reset", "profile-update", "totp-mfa");
    }

    @Test
    void everyWriteBelongsToSomethingThatAReplicaLacksAndNothingElseDoes() {
        Map<Boolean, Set<String>> named = cognito.operations().stream()
                .filter(each -> !each.name().equals("RespondToAuthChallenge"))
                .collect(Collectors.partitioningBy(
                        each -> each.operationClass().needsPrimary(),
                        Collectors.mapping(Operation::name, Collectors.toSet())));

        assertThat(named.get(true))
                .isNotEmpty()
                .allMatch(name -> cognito.replica().of(name) != null);
        assertThat(named.get(false))
                .isNotEmpty()
                .allMatch(name -> cognito.replica().of(name) == null);
    }

    @Test
    void whatAReplicaRefusesIsToldByOperationsOfTheTable() {
        Set<String> names = cognito.operations().stream().map(Operation::name).collect(Collectors.toSet());

        assertThat(cognito.replica().signs("login")).hasSize(3);
        assertThat(cognito.replica().signs("GetUser")).singleElement().satisfies(any -> assertThat(any.lacks())
                .isNull());
        assertThat(names.stream().flatMap(name -> cognito.replica().signs(name).stream()))
                .allSatisfy(sign -> assertThat(names).containsAll(sign.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lacks: {sign-up: [a], totp-mfa: [a]}",
                "lacks: {flying: [a]}",
                "refuses: [{of: [a], lacks: sign-up}]",
                "refuses: [{error: E, lacks: flying}]"
            })
    void whatAReplicaLacksIsReadStrictly(String replica) {
        assertThat(replicaTable("lacks: {sign-up: [a]}, refuses: [{error: E, lacks: sign-up}]")
                        .replica()
                        .of("a"))
                .isEqualTo(Capability.SIGN_UP);
        assertThatThrownBy(() -> replicaTable(replica)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Dialect replicaTable(String replica) {
        return DialectTable.parse("dialect: x\nhttp: []\nreplica: {" + replica + "}\nprobes: []\n", TableOptions.NONE);
    }

    @Test
    void aCallOfTheServiceIsKnownByItsTarget() {
        assertThat(cognito.isApiTarget(PREFIX + "AdminCreateUser")).isTrue();
        assertThat(cognito.isApiTarget("AWSCognitoIdentityService.GetId")).isFalse();
        assertThat(cognito.isApiTarget("SignUp")).isFalse();
        TableOptions noApi =
                new TableOptions(Map.of("pool", "p"), false, false, null, TableOptions.Declared.NOTHING, List.of());
        assertThat(DialectTable.parse(read(), noApi).isApiTarget(PREFIX + "SignUp"))
                .isFalse();
    }

    private static Dialect parsed(String table) {
        return DialectTable.parse(table, TableOptions.NONE);
    }
}
