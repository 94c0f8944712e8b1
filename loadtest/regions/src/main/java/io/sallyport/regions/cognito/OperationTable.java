package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** Which operations the service has, and which of them a replica offers; read from the service's own list. */
final class OperationTable {

    private static final String RESOURCE = "replica-operations.json";

    private final Set<String> all;
    private final Set<String> onInactiveReplica;
    private final Set<String> onActiveReplica;

    OperationTable() {
        JsonNode table = read();
        all = names(table, "all_operations_of_the_service_api");
        onInactiveReplica = names(table, "inactive_secondary");
        onActiveReplica = names(table, "active_secondary_adds");
    }

    boolean exists(String operation) {
        return all.contains(operation) || isOnActiveReplica(operation);
    }

    Set<String> all() {
        return all;
    }

    boolean isOnInactiveReplica(String operation) {
        return onInactiveReplica.contains(operation);
    }

    boolean isOnActiveReplica(String operation) {
        return onInactiveReplica.contains(operation) || onActiveReplica.contains(operation);
    }

    private static Set<String> names(JsonNode table, String member) {
        Set<String> names = new HashSet<>();
        table.path(member).forEach(name -> names.add(name.asText()));
        return Set.copyOf(names);
    }

    private static JsonNode read() {
        try (InputStream json = OperationTable.class.getResourceAsStream(RESOURCE)) {
            return CognitoError.JSON.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + RESOURCE, unreadable);
        }
    }
}
