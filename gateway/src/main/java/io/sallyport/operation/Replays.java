package io.sallyport.operation;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which revocations a provider does not carry to its other regions by itself, so that somebody else has to.
 *
 * @param toPrimary of those that a replica accepted
 * @param toReplicas of those that the primary accepted
 */
public record Replays(Set<Revokes.What> toPrimary, Set<Revokes.What> toReplicas) {

    /** None: every region learns of each. */
    public static final Replays NONE = new Replays(Set.of(), Set.of());

    /** Where replication runs one way the primary hears of nothing. */
    public static final Replays ALL_TO_PRIMARY = new Replays(EnumSet.allOf(Revokes.What.class), Set.of());

    /** Copies its sets. */
    public Replays {
        toPrimary = Set.copyOf(toPrimary);
        toReplicas = Set.copyOf(toReplicas);
    }
}
