package io.sallyport.serving.revocation;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Replays;
import io.sallyport.operation.Revokes;
import io.sallyport.token.Revocation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which regions have to hear of a revocation, and by what. Pure.
 *
 * @param replays what the provider does not carry by itself
 * @param regions those that may be asked, the primary first
 * @param isAdministered whether the gateway's own credential can carry it
 */
public record ReplayRules(Replays replays, List<RegionName> regions, Predicate<Revocation> isAdministered) {

    /** Copies the list. */
    public ReplayRules {
        regions = List.copyOf(regions);
    }

    RegionName primary() {
        return regions.get(0);
    }

    private List<RegionName> replicas() {
        return regions.subList(1, regions.size());
    }

    /** The regions that would not learn of it. */
    List<RegionName> regionsFor(Accepted accepted) {
        Revokes.What what = Objects.requireNonNull(accepted.operation().revokes(), "a sign-out")
                .what();
        if (accepted.region().equals(primary())) {
            return replays.toReplicas().contains(what) ? replicas() : List.of();
        }
        // What a replica alone ever knew lives nowhere else. A subject may have other sessions.
        boolean isForeign = what == Revokes.What.TOKEN
                && accepted.home() != null
                && !primary().equals(accepted.home());
        return replays.toPrimary().contains(what) && !isForeign ? List.of(primary()) : List.of();
    }

    /** Whether some region has to hear of what would be accepted at that region. */
    public boolean mayConcern(RegionName acceptedAt, Revokes.What what) {
        return (acceptedAt.equals(primary()) ? replays.toReplicas() : replays.toPrimary()).contains(what);
    }

    /** The regions that hear of what an operator revokes: all that the gateway's own credential can tell. */
    List<RegionName> regionsFor(Revocation ordered) {
        return isAdministered.test(ordered) ? regions : List.of();
    }

    /** By what a region can be told; null where the gateway's own credential does, or nothing. */
    @Nullable
    Means means(Accepted accepted, List<RegionName> targets) {
        boolean isUsable = accepted.isPublic()
                && accepted.token().length() <= Means.LONGEST_TOKEN
                && targets.stream().anyMatch(target -> knows(target, accepted.home()));
        return isUsable && !isAdministered.test(accepted.revocation())
                ? new Means(
                        accepted.token(),
                        accepted.clientId(),
                        accepted.claims() == null ? null : accepted.claims().expiresAt())
                : null;
    }

    /** Whether a region takes a token of that home: the primary knows its own alone, a replica its own and the primary's. */
    private boolean knows(RegionName target, @Nullable RegionName home) {
        return home == null || home.equals(target) || (home.equals(primary()) && !target.equals(primary()));
    }

    /** What is noted of a sign-out; its id is given later. */
    RevocationEntry entry(Accepted accepted, boolean isVerified, Instant now, Instant until) {
        List<RegionName> targets = regionsFor(accepted);
        return new RevocationEntry(
                0,
                now,
                until,
                accepted.operation().name(),
                accepted.region(),
                accepted.revocation(),
                isVerified,
                accepted.claims() == null ? null : accepted.claims().username(),
                means(accepted, targets),
                pending(targets, now));
    }

    /** What is noted of what an operator revokes; its id is given later. */
    RevocationEntry entry(Revocation ordered, Instant now, Instant until) {
        return new RevocationEntry(
                0,
                now,
                until,
                RevocationEntry.OPERATOR,
                null,
                ordered,
                true,
                null,
                null,
                pending(regionsFor(ordered), now));
    }

    private static Map<RegionName, Replay> pending(List<RegionName> targets, Instant now) {
        Map<RegionName, Replay> replays = new LinkedHashMap<>();
        targets.forEach(target -> replays.put(target, Replay.pending(now)));
        return replays;
    }

    /** After a start: what could not be replayed, and nobody has acknowledged, is tried anew by the gateway's own credential. */
    RevocationEntry reconsidered(RevocationEntry entry, Instant now) {
        if (!isAdministered.test(entry.revocation())) {
            return entry;
        }
        Map<RegionName, Replay> replays = new LinkedHashMap<>(entry.replays());
        replays.replaceAll((region, replay) -> replay.isAlarm() ? Replay.pending(now) : replay);
        return entry.with(entry.means(), replays);
    }

    /**
     * An entry that takes the place of an earlier one of the same target: with what that one still had to do, which this one
     * covers but may lack the means for. Then it is known what can be done at all.
     */
    RevocationEntry settled(RevocationEntry made, @Nullable RevocationEntry before) {
        Map<RegionName, Replay> replays = new LinkedHashMap<>(made.replays());
        Means means = made.means();
        if (before != null) {
            before.pending().forEach(region -> replays.putIfAbsent(region, Replay.pending(made.at())));
            means = means == null ? before.means() : means;
        }
        if (means == null && !isAdministered.test(made.revocation())) {
            replays.replaceAll((region, replay) -> Replay.impossible(made.at(), Replay.Reason.NO_MEANS));
        }
        return made.with(replays.isEmpty() ? null : means, replays);
    }
}
