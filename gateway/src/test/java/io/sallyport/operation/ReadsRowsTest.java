package io.sallyport.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table forgot would be refused to who signed in at a replica, once the primary is back. */
class ReadsRowsTest {

    private static final Map<String, String> NAMES = Map.of(
            "realm", "acme",
            "pool", "us-west-2_demo",
            "token_endpoint", "/token",
            "userinfo_endpoint", "/userinfo",
            "introspection_endpoint", "/introspect",
            "jwks_uri", "/keys");

    private static List<Operation> operations(String name) {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream(name + ".yaml"))) {
            return DialectTable.parse(
                            new String(table.readAllBytes(), StandardCharsets.UTF_8), TableOptions.NONE.with(NAMES))
                    .operations()
                    .stream()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cognito", "keycloak", "oidc"})
    void userinfoAndIntrospectionSayWhereTheTokenStands(String name) {
        assertThat(operations(name))
                .filteredOn(operation -> operation.name().equals("userinfo"))
                .isNotEmpty()
                .allMatch(operation -> new Reads.ByHeader("Authorization").equals(operation.reads()));
        assertThat(operations(name))
                .filteredOn(operation -> operation.name().equals("introspect"))
                .isNotEmpty()
                .allMatch(operation -> new Reads.About("token").equals(operation.reads()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cognito", "keycloak", "oidc"})
    void ofTheApiEveryReadDoesAndNothingElse(String name) {
        assertThat(operations(name))
                .filteredOn(operation -> operation.surface() == Surface.API)
                .allMatch(operation -> operation.operationClass() == OperationClass.READ
                        ? new Reads.ByField("AccessToken").equals(operation.reads())
                        : operation.reads() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cognito", "keycloak", "oidc"})
    void whatReadsMayBeSentTwice(String name) {
        assertThat(operations(name))
                .filteredOn(operation -> operation.reads() != null)
                .allMatch(operation ->
                        operation.operationClass() == OperationClass.READ && operation.replay() == Replay.SAFE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{header: A, field: b}", "{field: b, about: c}", "{planet: a}"})
    void theColumnIsReadStrictly(String reads) {
        String table = "dialect: x\nhttp:\n  - {on: GET /a, name: a, class: read, plane: token, surface: oauth, reads: "
                + reads + "}\nprobes: []\n";

        assertThatThrownBy(() -> DialectTable.parse(table, TableOptions.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
