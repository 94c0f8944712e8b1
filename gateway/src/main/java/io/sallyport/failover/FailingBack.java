package io.sallyport.failover;

import java.util.Optional;

/**
 * New flows return to the primary step by step; the rest, and everything that is the replica's, stays. Writes are still
 * refused.
 *
 * <p>A step passes at its end when the primary had at most max(1, 5%) failures in it and every plane's probe is good. It is
 * given one more length for a probe to turn good, then it fails. From {@value #ENOUGH} requests on it fails early.
 *
 * @param serving the replica
 * @param primary where the traffic returns to
 * @param step which step, from 0
 * @param lastStep the number of the last
 * @param percentToPrimary the share of new flows to the primary
 * @param sinceNanos since when this step
 * @param requestsBefore the primary's count of requests when the step began
 * @param failuresBefore the primary's count of failures when the step began
 */
public record FailingBack(
        RegionName serving,
        RegionName primary,
        int step,
        int lastStep,
        int percentToPrimary,
        long sinceNanos,
        long requestsBefore,
        long failuresBefore)
        implements ControllerState {

    private static final int ENOUGH = 20;

    static FailingBack step(int step, RegionName replica, RegionHealth primary, Policy policy, long nowNanos) {
        return new FailingBack(
                replica,
                primary.region().name(),
                step,
                policy.steps().size() - 1,
                policy.steps().get(step),
                nowNanos,
                primary.requests(),
                primary.failures());
    }

    @Override
    public Name name() {
        return Name.FAILING_BACK;
    }

    @Override
    public Optional<Move> propose(Situation now) {
        RegionHealth back = now.health(primary);
        RegionHealth replica = now.health(serving);
        if (!back.usable()) {
            return leavePrimary(back, replica, now);
        }
        if (!replica.usable()) {
            return Optional.of(
                    now.move(toPrimary(primary, now.nanos(), false), replica.reasonToLeave(), Move.Weight.NEEDED)
                            .since(replica.troubleNanos(now.nanos())));
        }
        return judgeStep(back, now);
    }

    private Optional<Move> leavePrimary(RegionHealth back, RegionHealth replica, Situation now) {
        if (replica.usable()) {
            return Optional.of(relapse(serving, back, now));
        }
        return now.confirmedOther(replica)
                .map(other -> relapse(other, back, now))
                .or(() -> now.blackoutIfNoneUsable(this));
    }

    private Optional<Move> judgeStep(RegionHealth back, Situation now) {
        long requests = back.requests() - requestsBefore;
        long failures = back.failures() - failuresBefore;
        boolean tooMany = failures > 1 && failures * 20 > requests;
        long length = now.policy().stepLength().toNanos();
        long elapsed = now.nanos() - sinceNanos;
        if ((tooMany && (requests >= ENOUGH || elapsed >= length)) || (elapsed >= 2 * length && !back.healthy())) {
            return Optional.of(relapse(serving, back, now));
        }
        return elapsed >= length && back.healthy() ? Optional.of(pass(back, now)) : Optional.empty();
    }

    private Move pass(RegionHealth back, Situation now) {
        return step == lastStep
                ? now.move(toPrimary(primary, now.nanos(), true), Reason.RECOVERED, Move.Weight.NEEDED)
                : now.move(toFailingBack(back, now.policy(), now.nanos()), Reason.RECOVERED, Move.Weight.STEP);
    }

    private Move relapse(RegionName replica, RegionHealth back, Situation now) {
        Stay stay = now.stay().doubled(now.nanos(), now.policy());
        return now.move(toReplica(replica, now.nanos(), stay.nanos()), Reason.RELAPSED, Move.Weight.NEEDED)
                .since(back.troubleNanos(now.nanos()))
                .with(stay);
    }

    @Override
    public OnPrimary toPrimary(RegionName to, long nowNanos, boolean afterFailback) {
        if (!to.equals(primary)) {
            throw new IllegalStateException("the failback leads to " + primary + ", not to " + to);
        }
        if (afterFailback && step != lastStep) {
            throw new IllegalStateException("the failback is not over: " + this);
        }
        return new OnPrimary(to, nowNanos, afterFailback);
    }

    @Override
    public OnReplica toReplica(RegionName replica, long nowNanos, long stayNanos) {
        if (replica.equals(primary)) {
            throw new IllegalStateException("the primary is no replica: " + replica);
        }
        return new OnReplica(replica, nowNanos, stayNanos);
    }

    @Override
    public FailingBack toFailingBack(RegionHealth back, Policy policy, long nowNanos) {
        // A reload may have shortened the list: then the next step is its last.
        int last = policy.steps().size() - 1;
        if (step >= lastStep) {
            throw new IllegalStateException("there is no step after " + this);
        }
        return step(Math.min(step + 1, last), serving, back, policy, nowNanos);
    }

    @Override
    public Blackout toBlackout(RegionName lastSuccess, long nowNanos) {
        return new Blackout(lastSuccess, nowNanos);
    }
}
