package io.sallyport.failover;

import java.time.Duration;
import java.util.Optional;

/**
 * Everything that a state's rules look at.
 *
 * @param isReplaying whether revocations wait to be carried to the primary
 */
record Situation(Topology topology, Policy policy, Assessment assessment, Stay stay, boolean isReplaying, long nanos) {

    /** Two regions that both succeed now and then do not take turns. */
    private static final long LATER_NANOS = 1_000_000_000L;

    RegionHealth health(RegionName region) {
        return assessment.of(region);
    }

    boolean elapsedSince(long sinceNanos, Duration duration) {
        return nanos - sinceNanos >= duration.toNanos();
    }

    Move move(ControllerState next, Reason reason, Move.Weight weight) {
        return new Move(next, reason, weight, nanos, stay);
    }

    /**
     * The best other region, proven good <em>since the trouble began</em>: where the gateway itself was cut off, the other
     * region's last good probe is older than the first one's failure, and nothing moves.
     */
    Optional<RegionName> confirmedOther(RegionHealth lost) {
        return assessment.confirmedOther(lost.region().name(), lost.troubleNanos(nanos));
    }

    Optional<RegionName> confirmedReplica() {
        return topology.replicas().stream()
                .map(Region::name)
                .filter(name -> health(name).confirmed())
                .findFirst();
    }

    Optional<Move> blackoutIfNoneUsable(ControllerState from) {
        if (assessment.anyEligible()) {
            return Optional.empty();
        }
        RegionName last = assessment.lastSuccess().orElse(from.serving());
        return Optional.of(move(from.toBlackout(last, nanos), Reason.NONE_USABLE, Move.Weight.OPTIONAL)
                .since(health(from.serving()).troubleNanos(nanos)));
    }

    /** In BLACKOUT: a usable region that may not be moved to yet, else where something last succeeded. */
    Optional<RegionName> bestGuess(RegionName present) {
        return assessment.regions().stream()
                .filter(RegionHealth::confirmed)
                .map(health -> health.region().name())
                .findFirst()
                .or(() -> assessment.lastSuccessLaterThan(present, LATER_NANOS));
    }
}
