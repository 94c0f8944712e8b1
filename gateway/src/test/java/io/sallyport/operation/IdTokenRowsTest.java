package io.sallyport.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table forgot would reach clients under a region's name although the gateway signs under its own. */
class IdTokenRowsTest {

    private static Dialect read(String name) {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream(name + ".yaml"))) {
            return DialectTable.parse(
                    new String(table.readAllBytes(), StandardCharsets.UTF_8),
                    TableOptions.NONE.with(Map.of("realm", "acme", "pool", "us-west-2_demo")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Operation> named(Dialect dialect, String beginning) {
        return dialect.operations().stream()
                .filter(operation -> operation.name().startsWith(beginning))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cognito", "keycloak"})
    void everyGrantThatGivesAnIdTokenSaysSo(String name) {
        List<Operation> grants = named(read(name), "token").stream()
                // Of Cognito a client gets no ID token for itself.
                .filter(operation -> !(name + operation.name()).equals("cognitotoken:client_credentials"))
                .toList();

        assertThat(grants).hasSizeGreaterThan(4).allSatisfy(operation -> assertThat(
                        operation.hints().gives())
                .as(operation.name())
                .containsEntry("id_token", HintKind.ID_TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cognito", "keycloak"})
    void everySignOutAndLoginTakesAHint(String name) {
        Dialect dialect = read(name);
        List<Operation> takers = dialect.operations().stream()
                .filter(operation -> operation.name().equals("logout")
                        || operation.name().equals("authorize")
                        || operation.name().equals("auth")
                        || operation.name().equals("auth:action"))
                .toList();

        assertThat(takers).hasSizeGreaterThan(1).allSatisfy(operation -> assertThat(
                        operation.hints().takes())
                .as(operation.name())
                .containsEntry("id_token_hint", HintKind.ID_TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cognito", "keycloak"})
    void anExchangeOfAnIdTokenTakesIt(String name) {
        assertThat(named(read(name), "token"))
                .anySatisfy(operation ->
                        assertThat(operation.hints().takes()).isEqualTo(Map.of("subject_token", HintKind.ID_TOKEN)));
    }
}
