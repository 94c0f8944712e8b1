package io.sallyport.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeycloakTableTest {

    private static final TableOptions REALM = TableOptions.NONE.with(Map.of("realm", "acme"));
    private static final String BASE = "/realms/acme";

    private final Dialect keycloak = DialectTable.parse(read(), REALM);

    private static String read() {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream("keycloak.yaml"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Operation operation(String method, String path, Fields fields) {
        Route route = keycloak.route(method, path);
        assertThat(route).as(method + " " + path).isNotNull();
        return Objects.requireNonNull(route).operation(fields);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /login-actions/registration",
                "GET /login-actions/reset-credentials",
                "POST /login-actions/required-action",
                "POST /login-actions/consent",
                "GET /login-actions/action-token",
                "POST /login-actions/first-broker-login",
                "GET /protocol/openid-connect/registrations",
                "GET /protocol/openid-connect/forgot-credentials",
                "POST /account/credentials/password",
                "DELETE /account/sessions/1",
                "GET /broker/google/link",
                "POST /clients-registrations/openid-connect",
                "PUT /clients-registrations/default/app",
                "POST /clients-managements/register-node",
                "POST /protocol/openid-connect/auth/device",
                "GET /device"
            })
    void needsThePrimary(String request) {
        String[] words = request.split(" ", -1);

        assertThat(operation(words[0], BASE + words[1], Fields.NONE).operationClass())
                .isEqualTo(OperationClass.WRITE);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/protocol/openid-connect/auth,SIGN_IN",
        "POST,/protocol/openid-connect/auth,SIGN_IN",
        "POST,/protocol/openid-connect/token,SIGN_IN",
        "GET,/protocol/openid-connect/userinfo,READ",
        "POST,/protocol/openid-connect/token/introspect,READ",
        "GET,/protocol/openid-connect/login-status-iframe.html,READ",
        "GET,/protocol/openid-connect/3p-cookies/step1.html,READ",
        "POST,/protocol/openid-connect/ext/par/request,SIGN_IN",
        "POST,/login-actions/authenticate,SIGN_IN",
        "GET,/login-actions/restart,SIGN_IN",
        "GET,/login-actions/detached-info,SIGN_IN",
        "POST,/login-actions/post-broker-login,SIGN_IN",
        "GET,/broker/google/login,SIGN_IN",
        "POST,/broker/saml/endpoint,SIGN_IN",
        "GET,/broker/after-post-broker-login,SIGN_IN",
        "POST,/protocol/saml,SIGN_IN",
        "GET,/account/,READ",
        "GET,/clients-registrations/openid-connect/app,READ",
        "GET,/protocol/openid-connect/logout,SESSION",
        "POST,/protocol/openid-connect/revoke,SESSION"
    })
    void worksOnAReplica(String method, String path, OperationClass operationClass) {
        assertThat(operation(method, BASE + path, Fields.NONE).operationClass()).isEqualTo(operationClass);
    }

    @Test
    void aLogoutByARefreshTokenRevokesItAtItsRegion() {
        String path = BASE + "/protocol/openid-connect/logout";
        Operation logout = operation("POST", path, Map.of("refresh_token", "r")::get);

        assertThat(logout.operationClass()).isEqualTo(OperationClass.SESSION);
        assertThat(logout.surface()).isEqualTo(Surface.OAUTH);
        assertThat(logout.hints().takes()).containsEntry("refresh_token", HintKind.REFRESH_TOKEN);
        assertThat(logout.revokes()).isEqualTo(new Revokes("refresh_token", Revokes.What.TOKEN));
        assertThat(keycloak.path("POST", logout.name())).isEqualTo(path);
        assertThat(operation("POST", path, Map.of("id_token_hint", "t")::get).surface())
                .isEqualTo(Surface.PAGE);
        assertThat(Objects.requireNonNull(keycloak.route("GET", path)).takesForm())
                .isFalse();
    }

    @Test
    void aDeviceCodeNamesThePrimaryThatGaveIt() {
        Operation device = operation("POST", BASE + "/protocol/openid-connect/auth/device", Fields.NONE);

        assertThat(device.surface()).isEqualTo(Surface.OAUTH);
        assertThat(device.hints().gives()).containsEntry("device_code", HintKind.DEVICE_CODE);
    }

    @Test
    void anActionOfTheClientsIsAWriteHoweverOftenItIsNamed() {
        Fields twice = new Fields() {
            @Override
            public @Nullable String value(String name) {
                return null;
            }

            @Override
            public boolean has(String name) {
                return name.equals("kc_action");
            }
        };

        assertThat(operation("GET", BASE + "/protocol/openid-connect/auth", twice)
                        .operationClass())
                .isEqualTo(OperationClass.WRITE);
        assertThat(Objects.requireNonNull(keycloak.route("GET", BASE + "/protocol/openid-connect/auth"))
                        .needsBody())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/other/protocol/openid-connect/token",
                "/realms/master/protocol/openid-connect/token",
                "/realms/acme/../master/protocol/openid-connect/token",
                "/admin/realms/acme/users",
                "/admin/realms",
                "/metrics",
                "/health",
                "/",
                "/realms/acme/.well-known/openid-configuration"
            })
    void isNotForwarded(String path) {
        assertThat(keycloak.route("GET", path)).isNull();
    }

    @Test
    void anAdministratorIsForwardedWhereExposed() {
        Dialect exposed = DialectTable.parse(
                read(),
                new TableOptions(Map.of("realm", "acme"), true, true, null, TableOptions.Declared.NOTHING, List.of()));

        Route users = exposed.route("GET", "/admin/realms/acme/users");
        Route change = exposed.route("PUT", "/admin/realms/acme/users/1");

        assertThat(Objects.requireNonNull(users).operation().operationClass()).isEqualTo(OperationClass.ADMIN_READ);
        assertThat(Objects.requireNonNull(change).operation().operationClass()).isEqualTo(OperationClass.ADMIN_WRITE);
        assertThat(exposed.route("GET", "/admin/realms/master/users")).isNull();
        assertThat(exposed.route("GET", "/admin/realms/acme/../master/users")).isNull();
    }

    @Test
    void whereRefreshTokensRotateNoneIsSentTwice() {
        Dialect rotating = DialectTable.parse(
                read(),
                new TableOptions(Map.of("realm", "acme"), true, false, true, TableOptions.Declared.NOTHING, List.of()));
        String token = BASE + "/protocol/openid-connect/token";
        Fields refresh = name -> name.equals("grant_type") ? "refresh_token" : null;

        assertThat(Objects.requireNonNull(rotating.route("POST", token))
                        .operation(refresh)
                        .replay())
                .isEqualTo(Replay.ONCE);
        assertThat(operation("POST", token, refresh).replay()).isEqualTo(Replay.SAFE);
    }

    @Test
    void aTableWithoutItsRealmIsNone() {
        assertThatThrownBy(() -> DialectTable.parse(read(), TableOptions.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRowOfTheConfigurationStandsInThePlaceOfTheTables() {
        TableOptions.OwnRow own = new TableOptions.OwnRow(
                "GET POST /realms/acme/broker/{alias}/link",
                new Operation("linking", OperationClass.SIGN_IN, Plane.LOGIN, Surface.PAGE, Replay.ONCE));
        Dialect changed = DialectTable.parse(
                read(),
                new TableOptions(
                        Map.of("realm", "acme"), true, false, null, TableOptions.Declared.NOTHING, List.of(own)));

        Operation operation = Objects.requireNonNull(changed.route("GET", BASE + "/broker/google/link"))
                .operation();

        assertThat(operation.name()).isEqualTo("linking");
    }

    @Test
    void whatAReplicaLacksIsNamedByWritesOfTheTable() {
        List<String> writes = keycloak.operations().stream()
                .filter(each -> each.operationClass() == OperationClass.WRITE)
                .map(Operation::name)
                .distinct()
                .toList();

        assertThat(keycloak.replica().lacks())
                .extracting(Capability::tag)
                .containsExactly(
                        "sign-up",
                        "password-reset",
                        "profile-update",
                        "federated-first-sign-in",
                        "client-registration");
        assertThat(writes.stream().filter(name -> keycloak.replica().of(name) == null))
                .containsExactlyInAnyOrder("consent", "device-page", "device_authorization");
        assertThat(keycloak.operations())
                .filteredOn(each -> keycloak.replica().of(each.name()) != null)
                .hasSizeGreaterThan(10)
                .allMatch(each -> each.operationClass() == OperationClass.WRITE);
    }
}
