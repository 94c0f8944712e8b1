package io.sallyport.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table against the service's own list of what a replica serves. */
class CognitoOperationsTest {

    private static final JsonNode LIST = list();

    /** A replica takes them, for itself: they set up one region, and a gateway's caller did not choose it. */
    private static final Set<String> OF_ONE_REGION = Set.of(
            "CreateUserPoolDomain",
            "DeleteUserPoolDomain",
            "DeleteUserPoolReplica",
            "SetLogDeliveryConfiguration",
            "SetRiskConfiguration",
            "SetUserPoolMfaConfig",
            "TagResource",
            "UntagResource",
            "UpdateUserPool",
            "UpdateUserPoolDomain",
            "UpdateUserPoolReplica");

    private final Dialect exposed = cognito(true);
    private final Dialect hidden = cognito(false);

    private static JsonNode list() {
        try (InputStream text = CognitoOperationsTest.class.getResourceAsStream("cognito-replica-operations.json")) {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Dialect cognito(boolean exposesAdmin) {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream("cognito.yaml"))) {
            return DialectTable.parse(
                    new String(table.readAllBytes(), StandardCharsets.UTF_8),
                    new TableOptions(
                            Map.of("pool", "us-west-2_demo"),
                            true,
                            exposesAdmin,
                            null,
                            TableOptions.Declared.NOTHING,
                            List.of()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> named(String list) {
        return LIST.get(list).valueStream().map(JsonNode::asText);
    }

    private static Stream<String> operations() {
        return named("all_operations_of_the_service_api");
    }

    private static boolean isServedByAReplica(String name) {
        return Stream.concat(named("inactive_secondary"), named("active_secondary_adds"))
                .anyMatch(name::equals);
    }

    private static @Nullable Operation operation(Dialect dialect, String name) {
        Route route = dialect.apiRoute("AWSCognitoIdentityProviderService." + name);
        return route == null ? null : route.operation(Fields.NONE);
    }

    private static boolean isRefusedOnAReplica(Operation operation) {
        return operation.operationClass() == OperationClass.WRITE
                || operation.operationClass() == OperationClass.ADMIN_WRITE;
    }

    @Test
    void theServiceHasThatMany() {
        assertThat(operations()).hasSize(140).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aReplicaIsAskedForWhatItServesAndNothingElse(String name) {
        Operation operation = Objects.requireNonNull(operation(exposed, name), name);

        assertThat(!isRefusedOnAReplica(operation))
                .isEqualTo(isServedByAReplica(name) && !OF_ONE_REGION.contains(name));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anAdministratorsAreForwardedOnlyWhereTheyAreExposed(String name) {
        boolean isAdmin = Objects.requireNonNull(operation(exposed, name), name)
                .operationClass()
                .isAdmin();

        assertThat(operation(hidden, name) == null).isEqualTo(isAdmin);
        assertThat(isAdmin || !name.startsWith("Admin")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nothingThatChangesAnythingIsSentTwice(String name) {
        Operation operation = Objects.requireNonNull(operation(exposed, name), name);

        if (operation.replay() == Replay.SAFE) {
            assertThat(name).matches("(Admin)?(Get|List|Describe).*");
        }
        assertThat(isRefusedOnAReplica(operation) && operation.replay() == Replay.SAFE)
                .isFalse();
    }
}
