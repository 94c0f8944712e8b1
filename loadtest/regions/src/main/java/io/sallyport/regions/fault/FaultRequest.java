package io.sallyport.regions.fault;

import io.sallyport.regions.directory.ReplicaStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /-/fault} takes: any part of it. A request that names a {@code mode} starts from no fault, so that
 * nothing of an earlier one lingers; one without changes only what it names. Lag, clock skew, certificate and the
 * replica's status are no part of the fault: each is kept until it is set again.
 */
record FaultRequest(
        @Nullable Mode mode,
        @Nullable Long latencyMs,
        @Nullable Long latencyP99Ms,
        @Nullable Double errorRate,
        @Nullable Set<Plane> planes,
        @Nullable Long lagMs,
        @Nullable Long clockSkewMs,
        @Nullable Certificate certificate,
        @Nullable ReplicaStatus replica) {

    private static final long SLOW_MS = 1_000;
    private static final long MAX_SKEW_MS = 86_400_000;

    FaultRequest {
        if (lagMs != null && lagMs < 0) {
            throw new IllegalArgumentException("lagMs is 0 or more");
        }
        if (clockSkewMs != null && Math.abs(clockSkewMs) > MAX_SKEW_MS) {
            throw new IllegalArgumentException("clockSkewMs is at most a day either way");
        }
    }

    Fault onTopOf(Fault current) {
        Fault base = mode == null ? current : Fault.NONE;
        Mode next = mode == null ? current.mode() : mode;
        long usualLatency = mode == Mode.SLOW ? SLOW_MS : base.latencyMs();
        return new Fault(
                next,
                latencyMs == null ? usualLatency : latencyMs,
                latencyP99Ms == null ? base.latencyP99Ms() : latencyP99Ms,
                errorRate == null ? base.errorRate() : errorRate,
                planes == null || planes.isEmpty() ? base.planes() : EnumSet.copyOf(planes));
    }
}
