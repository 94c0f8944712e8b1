package io.sallyport.failover;

import java.time.Duration;
import java.util.Optional;

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
 * @param returnOrdered on a replica: whether its failback needs nobody's word: it was ordered for a time, or was being
 *     left already
 * @param hold the hold in force, with the time that it still lasts
 */
public record Restored(
        ControllerState.Name name,
        RegionName region,
        Duration age,
        boolean afterFailback,
        Duration holdsFor,
        Duration nextStay,
        boolean returnOrdered,
        Optional<Input.Hold> hold) {

    /** Refuses negative times. */
    public Restored {
        if (age.isNegative() || holdsFor.isNegative() || nextStay.isNegative()) {
            throw new IllegalArgumentException("a restored time is negative");
        }
    }

    /** Without anything of an operator's. */
    public Restored(
            ControllerState.Name name,
            RegionName region,
            Duration age,
            boolean afterFailback,
            Duration holdsFor,
            Duration nextStay) {
        this(name, region, age, afterFailback, holdsFor, nextStay, false, Optional.empty());
    }

    static Restored of(ControllerState state, Memory memory, long nowNanos) {
        Stay stay = memory.stay();
        return new Restored(
                state.name(),
                state.serving(),
                Duration.ofNanos(Math.max(0, nowNanos - state.sinceNanos())),
                state instanceof OnPrimary on && on.afterFailback(),
                Duration.ofNanos(state instanceof OnReplica on ? on.stayNanos() : stay.nanos()),
                Duration.ofNanos(stay.nanos()),
                memory.returnOrdered() || state instanceof FailingBack,
                memory.hold().filter(hold -> !hold.isOver(nowNanos)).map(hold -> left(hold, nowNanos)));
    }

    private static Input.Hold left(Memory.Until<Input.Hold> hold, long nowNanos) {
        Input.Hold order = hold.what();
        Optional<Duration> left =
                hold.ends() ? Optional.of(Duration.ofNanos(hold.endNanos() - nowNanos)) : Optional.empty();
        return new Input.Hold(order.by(), order.why(), left);
    }
}
