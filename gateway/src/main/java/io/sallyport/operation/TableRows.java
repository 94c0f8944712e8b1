package io.sallyport.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a dialect's table as they are written; {@link DialectTable} says what they mean. */
final class TableRows {

    private TableRows() {}

    record RevokesRow(String by, String what) {

        Revokes revokes() {
            return new Revokes(by, constant(Revokes.What.class, what));
        }
    }

    record ReplaysRow(
            @JsonProperty("to-primary") List<String> toPrimary,
            @JsonProperty("to-replicas") List<String> toReplicas) {

        Replays replays() {
            return new Replays(extents(toPrimary), extents(toReplicas));
        }

        private static Set<Revokes.What> extents(List<String> names) {
            return names.stream()
                    .map(name -> constant(Revokes.What.class, name))
                    .collect(Collectors.toSet());
        }
    }

    /** What a request does, however it is told from others. */
    record Traits(
            @Nullable String replay,
            @Nullable String flow,
            @Nullable RevokesRow revokes,
            @Nullable CredentialRow credential,
            @Nullable ReadsRow reads,
            @Nullable Map<String, String> takes,
            @Nullable Map<String, String> gives,
            @Nullable String forged,
            @Nullable String errorOnReplica) {

        Operation operation(String name, OperationClass operationClass, Plane plane, Surface surface) {
            return new Operation(
                    name,
                    operationClass,
                    plane,
                    surface,
                    replay(operationClass),
                    flow == null ? Flow.PART : constant(Flow.class, flow),
                    revokes == null ? null : revokes.revokes(),
                    credential == null ? null : credential.credential(),
                    reads == null ? null : reads.reads(),
                    hints(),
                    refusesByError());
        }

        private Replay replay(OperationClass operationClass) {
            return replay == null ? operationClass.usualReplay() : constant(Replay.class, replay);
        }

        private Hints hints() {
            return takes == null && gives == null
                    ? Hints.NONE
                    : new Hints(
                            kinds(takes),
                            kinds(gives),
                            forged == null ? ForgedAnswer.GRANT : constant(ForgedAnswer.class, forged));
        }

        private boolean refusesByError() {
            if (errorOnReplica != null && !errorOnReplica.equals("refused-write")) {
                throw new IllegalArgumentException("errorOnReplica is refused-write: " + errorOnReplica);
            }
            return errorOnReplica != null;
        }
    }

    record Row(
            String on,
            String name,
            @JsonProperty("class") String operationClass,
            String plane,
            String surface,
            @Nullable Map<String, String> when,
            @Nullable String replay,
            @Nullable String flow,
            @Nullable RevokesRow revokes,
            @Nullable CredentialRow credential,
            @Nullable ReadsRow reads,
            @Nullable Map<String, String> takes,
            @Nullable Map<String, String> gives,
            @Nullable String forged,
            @Nullable String errorOnReplica) {

        OperationClass parsedClass() {
            return constant(OperationClass.class, operationClass);
        }

        Route.Variant variant() {
            Operation operation = new Traits(
                            replay, flow, revokes, credential, reads, takes, gives, forged, errorOnReplica)
                    .operation(name, parsedClass(), constant(Plane.class, plane), constant(Surface.class, surface));
            return new Route.Variant(when == null ? Map.of() : when, operation);
        }
    }

    record ApiRow(
            List<String> operations,
            @JsonProperty("class") String operationClass,
            @Nullable Map<String, String> when,
            @Nullable String replay,
            @Nullable String flow,
            @Nullable RevokesRow revokes,
            @Nullable CredentialRow credential,
            @Nullable ReadsRow reads,
            @Nullable Map<String, String> takes,
            @Nullable Map<String, String> gives,
            @Nullable String forged) {

        OperationClass parsedClass() {
            return constant(OperationClass.class, operationClass);
        }

        Route.Variant variant(String name) {
            Operation operation = new Traits(replay, flow, revokes, credential, reads, takes, gives, forged, null)
                    .operation(name, parsedClass(), Plane.API, Surface.API);
            return new Route.Variant(when == null ? Map.of() : when, operation);
        }
    }

    record ProbeRow(
            String name,
            String plane,
            String on,
            @Nullable String contentType,
            @Nullable String target,
            @Nullable String body,
            Set<Integer> statuses,
            @Nullable Set<String> contains) {

        Plane parsedPlane() {
            return constant(Plane.class, plane);
        }

        ProbeSpec spec(String path) {
            return new ProbeSpec(
                    name,
                    parsedPlane(),
                    on.substring(0, on.indexOf(' ')),
                    path,
                    contentType,
                    target,
                    body,
                    statuses,
                    contains == null ? Set.of() : contains);
        }
    }

    private static Map<String, HintKind> kinds(@Nullable Map<String, String> fields) {
        Map<String, HintKind> kinds = new HashMap<>();
        if (fields != null) {
            fields.forEach((field, kind) -> kinds.put(field, constant(HintKind.class, kind)));
        }
        return kinds;
    }

    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
