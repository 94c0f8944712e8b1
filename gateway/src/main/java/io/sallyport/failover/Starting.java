package io.sallyport.failover;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Before the first probe round. Ends as soon as a region is confirmed and every one preferred to it is lost, or at the
 * startup limit with the best that is known.
 *
 * @param serving where requests go meanwhile: the persisted region, else the primary
 * @param sinceNanos when the process began
 * @param restored where it was before a restart, if that is still possible
 */
public record Starting(RegionName serving, long sinceNanos, Optional<Restored> restored) implements ControllerState {

    @Override
    public Name name() {
        return Name.STARTING;
    }

    @Override
    public Optional<Move> propose(Situation now) {
        List<RegionHealth> wanted = inOrder(now);
        for (RegionHealth region : wanted) {
            if (region.confirmed()) {
                return Optional.of(choose(region.region().name(), now));
            }
            if (region.usable()) {
                return now.elapsedSince(sinceNanos, now.policy().startupLimit())
                        ? Optional.of(bestKnown(wanted, now))
                        : Optional.empty();
            }
        }
        return Optional.of(toBlackout(now));
    }

    private Move bestKnown(List<RegionHealth> wanted, Situation now) {
        RegionHealth best = wanted.stream()
                .filter(RegionHealth::confirmed)
                .findFirst()
                .or(() -> wanted.stream().filter(RegionHealth::usable).findFirst())
                .orElseThrow();
        return choose(best.region().name(), now);
    }

    private List<RegionHealth> inOrder(Situation now) {
        Set<RegionName> names = new LinkedHashSet<>();
        names.add(serving);
        now.topology().active().forEach(region -> names.add(region.name()));
        List<RegionHealth> wanted = new ArrayList<>();
        names.forEach(name -> wanted.add(now.health(name)));
        return wanted;
    }

    private Move choose(RegionName region, Situation now) {
        Optional<Restored> same = restored.filter(was -> was.region().equals(region) && was.name() != Name.BLACKOUT);
        Reason reason = same.isPresent() ? Reason.RESUMED : Reason.STARTED;
        long since = now.nanos() - same.map(was -> was.age().toNanos()).orElse(0L);
        if (now.topology().isPrimary(region)) {
            boolean afterFailback = same.map(Restored::afterFailback).orElse(false);
            return now.move(toPrimary(region, since, afterFailback), reason, Move.Weight.FIRST);
        }
        long stay = same.map(was -> was.holdsFor().toNanos()).orElse(now.stay().nanos());
        return now.move(toReplica(region, since, stay), reason, Move.Weight.FIRST);
    }

    private Move toBlackout(Situation now) {
        return now.move(toBlackout(serving, now.nanos()), Reason.NONE_USABLE, Move.Weight.FIRST);
    }

    @Override
    public OnPrimary toPrimary(RegionName primary, long nowNanos, boolean afterFailback) {
        return new OnPrimary(primary, nowNanos, afterFailback);
    }

    @Override
    public OnReplica toReplica(RegionName replica, long nowNanos, long stayNanos) {
        return new OnReplica(replica, nowNanos, stayNanos);
    }

    @Override
    public Blackout toBlackout(RegionName lastSuccess, long nowNanos) {
        return new Blackout(lastSuccess, nowNanos);
    }
}
