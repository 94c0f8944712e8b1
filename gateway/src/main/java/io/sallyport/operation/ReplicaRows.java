package io.sallyport.operation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part {@code replica} of a dialect's table. */
record ReplicaRows(
        @Nullable Map<String, List<String>> lacks, @Nullable List<SignRow> refuses) {

    record SignRow(
            @Nullable Set<String> of,
            @Nullable String error,
            @Nullable String says,
            @Nullable String sendsBack,
            @Nullable String lacks) {

        ReplicaLimits.Sign sign() {
            return new ReplicaLimits.Sign(
                    of == null ? Set.of() : of, error, says, sendsBack, lacks == null ? null : capability(lacks));
        }
    }

    ReplicaLimits limits() {
        Map<Capability, List<String>> named = new EnumMap<>(Capability.class);
        if (lacks != null) {
            lacks.forEach((name, operations) -> named.put(capability(name), operations));
        }
        return new ReplicaLimits(
                named,
                refuses == null
                        ? List.of()
                        : refuses.stream().map(SignRow::sign).toList());
    }

    private static Capability capability(String name) {
        return TableRows.constant(Capability.class, name);
    }
}
