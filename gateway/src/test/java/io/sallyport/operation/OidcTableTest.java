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

class OidcTableTest {

    private static final Map<String, String> ENDPOINTS = Map.of(
            "authorization_endpoint", "/connect/authorize",
            "token_endpoint", "/connect/token",
            "registration_endpoint", "/connect/register",
            "jwks_uri", "/connect/keys");

    private static Dialect oidc(TableOptions options) {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream("oidc.yaml"))) {
            return DialectTable.parse(new String(table.readAllBytes(), StandardCharsets.UTF_8), options);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Dialect with(TableOptions.OwnRow... rows) {
        return oidc(new TableOptions(ENDPOINTS, false, false, null, TableOptions.Declared.NOTHING, List.of(rows)));
    }

    private static @Nullable Operation operation(Dialect dialect, String method, String path, Fields fields) {
        Route route = dialect.route(method, path);
        return route == null ? null : route.operation(fields);
    }

    private static OperationClass classOf(Dialect dialect, String method, String path) {
        return Objects.requireNonNull(operation(dialect, method, path, Fields.NONE))
                .operationClass();
    }

    @Test
    void endpointsAreWhereTheProviderSays() {
        Dialect oidc = with();

        assertThat(classOf(oidc, "GET", "/connect/authorize")).isEqualTo(OperationClass.SIGN_IN);
        assertThat(classOf(oidc, "POST", "/connect/token")).isEqualTo(OperationClass.SIGN_IN);
        assertThat(oidc.provided().jwks()).isEqualTo("/connect/keys");
        assertThat(oidc.probes()).extracting(ProbeSpec::path).contains("/connect/token", "/connect/keys");
    }

    @Test
    void anEndpointThatTheProviderDoesNotHaveIsNotForwarded() {
        Dialect oidc = with();

        assertThat(oidc.operations()).extracting(Operation::name).doesNotContain("userinfo", "revoke", "par", "logout");
        assertThat(oidc.route("GET", "/{userinfo_endpoint}")).isNull();
    }

    @Test
    void whoeverHasNoKeySetIsNoProvider() {
        assertThatThrownBy(() -> oidc(TableOptions.NONE.with(Map.of("token_endpoint", "/token"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jwks_uri");
    }

    @Test
    void registrationNeedsThePrimaryAndTakesJson() {
        Dialect oidc = with();

        assertThat(Objects.requireNonNull(oidc.route("POST", "/connect/register"))
                        .takesForm())
                .isFalse();

        assertThat(classOf(oidc, "POST", "/connect/register")).isEqualTo(OperationClass.WRITE);
        assertThat(classOf(oidc, "PUT", "/connect/register/client-1")).isEqualTo(OperationClass.WRITE);
        assertThat(classOf(oidc, "DELETE", "/connect/register/client-1")).isEqualTo(OperationClass.WRITE);
        assertThat(classOf(oidc, "GET", "/connect/register/client-1")).isEqualTo(OperationClass.READ);
        assertThat(operation(oidc, "GET", "/connect/authorize", name -> name.equals("prompt") ? "create" : null))
                .extracting(Operation::operationClass)
                .isEqualTo(OperationClass.WRITE);
    }

    @Test
    void everyWriteOfTheTableIsOneThatFrontEndsAreToldOf() {
        Dialect oidc = with();

        assertThat(oidc.replica().lacks())
                .containsExactly(
                        Capability.SIGN_UP,
                        Capability.PASSWORD_RESET,
                        Capability.PROFILE_UPDATE,
                        Capability.CLIENT_REGISTRATION);
        assertThat(oidc.operations())
                .filteredOn(each -> each.operationClass() == OperationClass.WRITE)
                .isNotEmpty()
                .allMatch(each -> oidc.replica().of(each.name()) != null);
    }

    @Test
    void aRefreshIsSentOnceUnlessTheProviderIsKnownToReuse() {
        Fields refresh = name -> name.equals("grant_type") ? "refresh_token" : null;
        Dialect reusable =
                oidc(new TableOptions(ENDPOINTS, false, false, false, TableOptions.Declared.NOTHING, List.of()));

        assertThat(operation(with(), "POST", "/connect/token", refresh))
                .extracting(Operation::replay)
                .isEqualTo(Replay.ONCE);
        assertThat(operation(reusable, "POST", "/connect/token", refresh))
                .extracting(Operation::replay)
                .isEqualTo(Replay.SAFE);
    }

    @Test
    void whatIsDeclaredOfTheRegionsCounts() {
        TableOptions.Declared declared = new TableOptions.Declared(false, null, List.of("SID"));
        Dialect oidc = oidc(new TableOptions(ENDPOINTS, false, false, null, declared, List.of()));

        assertThat(oidc.affinity()).isEqualTo(new Affinity(false, true, List.of("SID")));
    }

    @Test
    void pagesAreRowsOfTheConfiguration() {
        Operation page = new Operation("login", OperationClass.SIGN_IN, Plane.LOGIN, Surface.PAGE, Replay.ONCE);
        Dialect oidc = with(new TableOptions.OwnRow("GET POST /account/login", page));

        assertThat(operation(oidc, "POST", "/account/login", Fields.NONE)).isEqualTo(page);
        assertThat(Objects.requireNonNull(oidc.route("OPTIONS", "/account/login"))
                        .operation()
                        .name())
                .isEqualTo("preflight");
    }

    @Test
    void aRowWithoutAnOperationTakesThePathAway() {
        Dialect oidc = with(new TableOptions.OwnRow("GET POST /connect/authorize", null));

        assertThat(oidc.route("GET", "/connect/authorize")).isNull();
        assertThat(oidc.route("OPTIONS", "/connect/authorize")).isNull();
    }

    @Test
    void aRowForAnApiThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> with(new TableOptions.OwnRow("API SignUp", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no JSON API for API SignUp");
    }
}
