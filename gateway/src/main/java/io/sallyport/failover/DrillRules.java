package io.sallyport.failover;

import io.sallyport.failover.ControllerState.Name;
import java.time.Duration;
import java.util.Optional;

/** When a drill may begin, and when it ends by itself. */
final class DrillRules {

    private DrillRules() {}

    /** Why a drill may not begin; it is an exercise, so everything has to be well. */
    static Optional<Refusal> refusal(Input.Drill order, Controller now, Assessment seen) {
        if (now.state().name() != Name.ON_PRIMARY) {
            return refused(
                    Refusal.Kind.WRONG_STATE,
                    "a drill overlays on_primary, not " + now.state().name().tag());
        }
        if (now.memory().drill().isPresent()) {
            return refused(Refusal.Kind.WRONG_STATE, "a drill is under way; end it first");
        }
        RegionName primary = now.topology().primary().name();
        if (seen.selfSuspect() || !seen.of(primary).confirmed()) {
            return refused(Refusal.Kind.NOT_USABLE, "no drill while the primary or the gateway itself is in doubt");
        }
        Optional<RegionName> region = region(order, now);
        if (region.isEmpty()) {
            return refused(Refusal.Kind.NOT_USABLE, "there is no active replica");
        }
        return OrderRules.noReplica(region.get(), now)
                .or(() -> seen.of(region.get()).confirmed()
                        ? Optional.empty()
                        : refused(Refusal.Kind.NOT_USABLE, "the probes of " + region.get() + " are not good"));
    }

    private static Optional<Refusal> refused(Refusal.Kind kind, String sentence) {
        return Optional.of(new Refusal(kind, sentence));
    }

    private static Optional<RegionName> region(Input.Drill order, Controller now) {
        return order.region().or(() -> now.topology().replicas().stream()
                .filter(Region::active)
                .map(Region::name)
                .findFirst());
    }

    /** A drill that is not refused. */
    static Drill begun(Input.Drill order, Controller now, Assessment seen, long nowNanos) {
        RegionName region = region(order, now).orElseThrow();
        RegionHealth replica = seen.of(region);
        long end = nowNanos + Spans.nanos(order.lasts());
        return new Drill(order, region, nowNanos, end, replica.requests(), replica.failures());
    }

    /** Why it ends now, if it does. Two failures are the fewest that count, as in a step of a failback. */
    static Optional<Drill.Ending> due(Drill drill, Assessment seen, long nowNanos) {
        RegionHealth replica = seen.of(drill.region());
        long failures = drill.failures(replica);
        if (!replica.usable()) {
            return Optional.of(Drill.Ending.REPLICA_LOST);
        }
        if (failures > 1 && failures * 100 > drill.order().maxFailedPercent() * drill.requests(replica)) {
            return Optional.of(Drill.Ending.ERRORS);
        }
        return nowNanos - drill.endNanos() >= 0 ? Optional.of(Drill.Ending.TIME_OVER) : Optional.empty();
    }

    /** What is told of its end. */
    static Decision.DrillEnded ended(
            Drill drill, Drill.Ending why, Optional<Input.Order> order, Assessment seen, long nowNanos) {
        RegionHealth replica = seen.of(drill.region());
        return new Decision.DrillEnded(
                drill,
                why,
                order,
                drill.requests(replica),
                drill.failures(replica),
                Duration.ofNanos(nowNanos - drill.sinceNanos()));
    }
}
