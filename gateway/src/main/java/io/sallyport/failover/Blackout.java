package io.sallyport.failover;

import java.util.Optional;

/**
 * No region is usable. Requests go on, to the region that last succeeded; token validation goes on from cached keys. Left
 * for any region that becomes usable, at once; for the primary if its probes have begun to answer as well, because after an
 * outage of the gateway's own network all regions come back within moments of each other.
 *
 * @param serving where something last succeeded; never an inactive replica
 * @param sinceNanos since when
 */
public record Blackout(RegionName serving, long sinceNanos) implements ControllerState {

    @Override
    public Name name() {
        return Name.BLACKOUT;
    }

    @Override
    public Optional<Move> propose(Situation now) {
        RegionHealth primary = now.health(now.topology().primary().name());
        if (primary.confirmed()) {
            return Optional.of(exit(toPrimary(primary.region().name(), now.nanos(), false), now));
        }
        if (primary.recovering()) {
            return Optional.empty();
        }
        return now.confirmedReplica()
                .map(replica -> exit(toReplica(replica, now.nanos(), now.stay().nanos()), now));
    }

    private Move exit(ControllerState to, Situation now) {
        return now.move(to, Reason.USABLE_AGAIN, Move.Weight.NEEDED);
    }

    @Override
    public Blackout follow(Situation now) {
        return now.bestGuess(serving)
                .filter(best -> !best.equals(serving))
                .map(best -> new Blackout(best, sinceNanos))
                .orElse(this);
    }

    @Override
    public OnPrimary toPrimary(RegionName primary, long nowNanos, boolean afterFailback) {
        return new OnPrimary(primary, nowNanos, afterFailback);
    }

    @Override
    public OnReplica toReplica(RegionName replica, long nowNanos, long stayNanos) {
        return new OnReplica(replica, nowNanos, stayNanos);
    }
}
