package io.sallyport.failover;

import java.time.Duration;
import java.util.Optional;

/**
 * The primary serves: the only state in which writes are allowed.
 *
 * @param serving the primary
 * @param sinceNanos since when
 * @param afterFailback whether a failback led here, so that an early loss is a relapse
 */
public record OnPrimary(RegionName serving, long sinceNanos, boolean afterFailback) implements ControllerState {

    @Override
    public Name name() {
        return Name.ON_PRIMARY;
    }

    @Override
    public Optional<Move> propose(Situation now) {
        RegionHealth primary = now.health(serving);
        if (primary.usable()) {
            return Optional.empty();
        }
        return now.confirmedOther(primary)
                .map(replica -> leave(primary, replica, now))
                .or(() -> now.blackoutIfNoneUsable(this));
    }

    private Move leave(RegionHealth primary, RegionName replica, Situation now) {
        Stay stay = stayAfterLoss(now);
        return now.move(toReplica(replica, now.nanos(), stay.nanos()), primary.reasonToLeave(), Move.Weight.NEEDED)
                .since(primary.troubleNanos(now.nanos()))
                .with(stay);
    }

    private Stay stayAfterLoss(Situation now) {
        Duration relapse = now.policy().relapseWindow();
        boolean relapsed = afterFailback && !now.elapsedSince(sinceNanos, relapse);
        return relapsed ? now.stay().doubled(now.nanos(), now.policy()) : now.stay();
    }

    @Override
    public OnReplica toReplica(RegionName replica, long nowNanos, long stayNanos) {
        if (replica.equals(serving)) {
            throw new IllegalStateException("the primary is no replica: " + replica);
        }
        return new OnReplica(replica, nowNanos, stayNanos);
    }

    @Override
    public Blackout toBlackout(RegionName lastSuccess, long nowNanos) {
        return new Blackout(lastSuccess, nowNanos);
    }
}
