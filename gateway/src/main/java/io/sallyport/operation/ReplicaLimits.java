package io.sallyport.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a provider's replica cannot do: what nobody asks of it, and how it refuses what only it can judge. Immutable. */
public final class ReplicaLimits {

    /** None. */
    public static final ReplicaLimits NONE = new ReplicaLimits(Map.of(), List.of());

    /**
     * A refusal of the replica's own, by what is in it. Each mark that is not null must be there.
     *
     * @param of the names of the operations that it may answer; empty for any
     * @param error the name of an error of the JSON API
     * @param says a text in the body
     * @param sendsBack a text in the address to which it sends the browser
     * @param lacks what it is for want of; null where that is not known
     */
    public record Sign(
            Set<String> of,
            @Nullable String error,
            @Nullable String says,
            @Nullable String sendsBack,
            @Nullable Capability lacks) {

        /** Copies its set; refuses one that would fit every answer. */
        public Sign {
            of = Set.copyOf(of);
            if (error == null && says == null && sendsBack == null) {
                throw new IllegalArgumentException("a replica's refusal without a mark");
            }
        }

        private boolean mayAnswer(String operation) {
            return of.isEmpty() || of.contains(operation);
        }
    }

    private final Map<String, Capability> byOperation = new HashMap<>();
    private final List<Capability> lacks;
    private final List<Sign> signs;

    /**
     * Makes it.
     *
     * @param lacks what is missing while a replica serves, with the names of the operations that it takes along
     * @param signs the first that fits tells
     * @throws IllegalArgumentException when an operation belongs to two
     */
    ReplicaLimits(Map<Capability, List<String>> lacks, List<Sign> signs) {
        lacks.forEach((capability, operations) -> operations.forEach(operation -> {
            if (byOperation.put(operation, capability) != null) {
                throw new IllegalArgumentException("belongs to two capabilities: " + operation);
            }
        }));
        this.lacks =
                Arrays.stream(Capability.values()).filter(lacks::containsKey).toList();
        this.signs = List.copyOf(signs);
    }

    /** What is missing while a replica serves, in the order of {@link Capability}. */
    public List<Capability> lacks() {
        return lacks;
    }

    /** What an operation belongs to that a replica cannot do; null where that has no name. */
    public @Nullable Capability of(String operation) {
        return byOperation.get(operation);
    }

    /** How a replica may refuse that operation itself; the first that fits tells. */
    public List<Sign> signs(String operation) {
        List<Sign> possible = new ArrayList<>();
        for (Sign sign : signs) {
            if (sign.mayAnswer(operation)) {
                possible.add(sign);
            }
        }
        return possible;
    }
}
