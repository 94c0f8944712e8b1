package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.operation.Affinity;
import io.sallyport.operation.Credential;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Flow;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialectsTest {

    private static final String SERVICE = "AWSCognitoIdentityProviderService.";

    private final Sample sample;

    DialectsTest(@TempDir Path directory) {
        this.sample = new Sample(directory);
    }

    private Dialect dialect(String more) throws IOException {
        return Dialects.load(sample.config(Map.of("dialect: cognito", "dialect: cognito\n" + more)), Map.of());
    }

    private static Operation operation(Dialect dialect, String method, String path) {
        return Objects.requireNonNull(dialect.route(method, path)).operation();
    }

    @Test
    void administratorsAreForwardedOnlyWhereTheConfigurationSaysSo() throws IOException {
        assertThat(dialect("").operations())
                .noneMatch(one -> one.operationClass().isAdmin());
        assertThat(dialect("expose: none").operations())
                .noneMatch(one -> one.operationClass().isAdmin());
        assertThat(dialect("expose: admin").operations())
                .anyMatch(one -> one.operationClass() == OperationClass.ADMIN_WRITE);
    }

    @Test
    void whatIsSaidOfTheProviderCounts() throws IOException {
        Dialect said = dialect("provider: {sessions: one-way, cookies: per-region, sessionCookies: [SID]}");

        assertThat(said.affinity()).isEqualTo(new Affinity(true, true, List.of("SID")));
        assertThat(dialect("provider: {sessions: replicated, cookies: shared}").affinity())
                .isEqualTo(new Affinity(false, false, dialect("").affinity().sessionCookies()));
        assertThat(refresh(dialect("provider: {refreshTokens: rotating}")).replay())
                .isEqualTo(Replay.ONCE);
        assertThat(refresh(dialect("provider: {refreshTokens: reusable}")).replay())
                .isEqualTo(Replay.SAFE);
    }

    private static Operation refresh(Dialect dialect) {
        return Objects.requireNonNull(dialect.route("POST", "/oauth2/token"))
                .operation(name -> name.equals("grant_type") ? "refresh_token" : null);
    }

    @Test
    void rowsSayWhatTheyLeaveOut() throws IOException {
        Dialect dialect =
                dialect("operations: [{on: GET POST /consent, name: consent, class: sign-in, returnsCode: true},"
                        + " {on: GET /help, name: help, class: read}]");

        Operation consent = operation(dialect, "POST", "/consent");
        assertThat(consent.hints().gives()).isEqualTo(Map.of("code", HintKind.CODE));
        assertThat(consent.operationClass()).isEqualTo(OperationClass.SIGN_IN);
        assertThat(consent.flow()).isEqualTo(Flow.PART);
        assertThat(consent.replay()).isEqualTo(Replay.ONCE);
        assertThat(operation(dialect, "GET", "/help"))
                .isEqualTo(new Operation("help", OperationClass.READ, Plane.LOGIN, Surface.PAGE, Replay.SAFE));
    }

    @Test
    void rowsSayEverything() throws IOException {
        Dialect dialect = dialect("operations: [{on: POST /ask, name: ask, class: write, plane: token, surface: oauth,"
                + " replay: safe, flow: alone}]");

        assertThat(operation(dialect, "POST", "/ask"))
                .isEqualTo(new Operation(
                        "ask", OperationClass.WRITE, Plane.TOKEN, Surface.OAUTH, Replay.SAFE, Flow.ALONE));
    }

    @Test
    void aRowSaysWhoseFormTriesAPassword() throws IOException {
        Dialect dialect = dialect("operations: [{on: POST /login, name: login, class: sign-in, account: user},"
                + " {on: POST /sign-in, name: sign-in, class: sign-in, account: user, password: secret},"
                + " {on: POST /consent, name: consent, class: sign-in}]");

        assertThat(operation(dialect, "POST", "/login").credential())
                .isEqualTo(new Credential.Tried("user", "password"));
        assertThat(operation(dialect, "POST", "/sign-in").credential())
                .isEqualTo(new Credential.Tried("user", "secret"));
        assertThat(operation(dialect, "POST", "/consent").credential()).isNull();
    }

    @Test
    void operationsOfTheApiAreMadeOthersOrTakenAway() throws IOException {
        Dialect dialect = dialect("operations: [{on: API SignUp, name: SignUp, class: none},"
                + " {on: API GetUser, name: GetUser, class: write}, {on: API Brand, name: Brand, class: read}]");

        assertThat(dialect.apiRoute(SERVICE + "SignUp")).isNull();
        assertThat(Objects.requireNonNull(dialect.apiRoute(SERVICE + "GetUser")).operation())
                .isEqualTo(new Operation("GetUser", OperationClass.WRITE, Plane.API, Surface.API, Replay.ONCE));
        assertThat(Objects.requireNonNull(dialect.apiRoute(SERVICE + "Brand"))
                        .operation()
                        .replay())
                .isEqualTo(Replay.SAFE);
    }
}
