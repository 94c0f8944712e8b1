package io.sallyport.failover;

import java.util.Optional;

/**
 * A replica serves; writes are refused.
 *
 * @param serving the replica
 * @param sinceNanos since when
 * @param stayNanos how long it stays at least, before a failback of the controller's own; a lost replica is left at once
 */
public record OnReplica(RegionName serving, long sinceNanos, long stayNanos) implements ControllerState {

    /** A stay that only an operator's failback, or the replica's loss, ends. */
    public static final long UNTIL_ORDERED = Long.MAX_VALUE;

    @Override
    public Name name() {
        return Name.ON_REPLICA;
    }

    @Override
    public Optional<Move> propose(Situation now) {
        RegionHealth replica = now.health(serving);
        return replica.usable() ? failback(now) : leave(replica, now);
    }

    private Optional<Move> leave(RegionHealth replica, Situation now) {
        return now.confirmedOther(replica)
                .map(other -> now.move(to(other, now), replica.reasonToLeave(), Move.Weight.NEEDED)
                        .since(replica.troubleNanos(now.nanos())))
                .or(() -> now.blackoutIfNoneUsable(this));
    }

    private ControllerState to(RegionName other, Situation now) {
        return now.topology().isPrimary(other)
                ? toPrimary(other, now.nanos(), false)
                : toReplica(other, now.nanos(), now.stay().nanos());
    }

    private Optional<Move> failback(Situation now) {
        RegionHealth primary = now.health(now.topology().primary().name());
        boolean isDue = isOverdue(primary, 0, now);
        boolean mustWait = now.isReplaying()
                && !isOverdue(primary, now.policy().replayPatience().toNanos(), now);
        return isDue && !mustWait
                ? Optional.of(now.move(
                        toFailingBack(primary, now.policy(), now.nanos()), Reason.RECOVERED, Move.Weight.OPTIONAL))
                : Optional.empty();
    }

    /** Whether it might have begun so long ago. */
    private boolean isOverdue(RegionHealth primary, long nanos, Situation now) {
        long stayed = now.nanos() - sinceNanos;
        return stayed >= stayNanos
                && stayed - stayNanos >= nanos
                && primary.healthyFor(now.policy().recoveryWindow().toNanos() + nanos, now.nanos());
    }

    @Override
    public OnPrimary toPrimary(RegionName primary, long nowNanos, boolean afterFailback) {
        if (primary.equals(serving)) {
            throw new IllegalStateException("the replica is not the primary: " + primary);
        }
        return new OnPrimary(primary, nowNanos, afterFailback);
    }

    @Override
    public OnReplica toReplica(RegionName replica, long nowNanos, long stay) {
        if (replica.equals(serving)) {
            throw new IllegalStateException("already on " + replica);
        }
        return new OnReplica(replica, nowNanos, stay);
    }

    @Override
    public FailingBack toFailingBack(RegionHealth primary, Policy policy, long nowNanos) {
        if (primary.region().name().equals(serving)) {
            throw new IllegalStateException("a failback leads to another region than " + serving);
        }
        return FailingBack.step(0, serving, primary, policy, nowNanos);
    }

    @Override
    public Blackout toBlackout(RegionName lastSuccess, long nowNanos) {
        return new Blackout(lastSuccess, nowNanos);
    }
}
