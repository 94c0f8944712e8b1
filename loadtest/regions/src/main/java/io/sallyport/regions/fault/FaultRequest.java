package io.sallyport.regions.fault;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /-/fault} takes: any part of it. A request that names a {@code mode} starts from no fault, so that
 * nothing of an earlier one lingers; one without changes only what it names. The lag is kept until it is set again.
 */
record FaultRequest(
        @Nullable Mode mode,
        @Nullable Long latencyMs,
        @Nullable Double errorRate,
        @Nullable Set<Plane> planes,
        @Nullable Long lagMs) {

    private static final long SLOW_MS = 1_000;

    FaultRequest {
        if (lagMs != null && lagMs < 0) {
            throw new IllegalArgumentException("lagMs is 0 or more");
        }
    }

    Fault onTopOf(Fault current) {
        Fault base = mode == null ? current : Fault.NONE;
        Mode next = mode == null ? current.mode() : mode;
        long usualLatency = mode == Mode.SLOW ? SLOW_MS : base.latencyMs();
        return new Fault(
                next,
                latencyMs == null ? usualLatency : latencyMs,
                errorRate == null ? base.errorRate() : errorRate,
                planes == null || planes.isEmpty() ? base.planes() : EnumSet.copyOf(planes));
    }
}
