package io.sallyport.failover;

import java.time.Duration;

/**
 * What survives a restart: written by the shell at every transition (and read by it at the start, with the age recomputed
 * from wall time and never negative).
 *
 * @param name the state
 * @param region the region that served
 * @param age how long it had
 * @param afterFailback on the primary: whether a failback led there
 * @param holdsFor on a replica: the whole stay that was due there, measured like {@code age} from its beginning
 * @param nextStay the stay that the next move to a replica gets
 */
public record Restored(
        ControllerState.Name name,
        RegionName region,
        Duration age,
        boolean afterFailback,
        Duration holdsFor,
        Duration nextStay) {

    /** Refuses negative times. */
    public Restored {
        if (age.isNegative() || holdsFor.isNegative() || nextStay.isNegative()) {
            throw new IllegalArgumentException("a restored time is negative");
        }
    }

    static Restored of(ControllerState state, Stay stay, long nowNanos) {
        return new Restored(
                state.name(),
                state.serving(),
                Duration.ofNanos(Math.max(0, nowNanos - state.sinceNanos())),
                state instanceof OnPrimary on && on.afterFailback(),
                Duration.ofNanos(state instanceof OnReplica on ? on.stayNanos() : stay.nanos()),
                Duration.ofNanos(stay.nanos()));
    }
}
