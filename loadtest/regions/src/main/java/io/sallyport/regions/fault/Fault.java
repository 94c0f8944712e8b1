package io.sallyport.regions.fault;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The fault in force.
 *
 * @param latencyMs how long each answer of the planes is held back, in milliseconds; at least 1 when slow
 * @param latencyP99Ms 0 for the same latency each time; else the latency is log-normal with {@code latencyMs} as its median
 *     and this as its 99th percentile
 * @param errorRate which share of the requests to the planes is hit, from 0 to 1; latency, refuse and unreachable hit
 *     all
 * @param planes which planes are hit
 */
public record Fault(Mode mode, long latencyMs, long latencyP99Ms, double errorRate, Set<Plane> planes) {

    /** No fault. */
    public static final Fault NONE = new Fault(Mode.NONE, 0, 0, 1, EnumSet.allOf(Plane.class));

    private static final long MAX_LATENCY_MS = 600_000;
    /** The 99th percentile of the standard normal distribution. */
    private static final double P99_DEVIATIONS = 2.326_347_9;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it makes no sense; the message says why
     */
    public Fault {
        require(latencyMs >= 0 && latencyMs <= MAX_LATENCY_MS, "latencyMs is from 0 to 600000");
        require(
                latencyP99Ms == 0 || (latencyP99Ms >= latencyMs && latencyMs > 0 && latencyP99Ms <= MAX_LATENCY_MS),
                "latencyP99Ms is 0, or from latencyMs (above 0) to 600000");
        require(errorRate >= 0 && errorRate <= 1, "errorRate is from 0 to 1");
        require(!planes.isEmpty(), "planes names at least one plane");
        require(mode != Mode.SLOW || latencyMs > 0, "slow needs a latencyMs above 0");
        require(
                (mode != Mode.REFUSE && mode != Mode.UNREACHABLE) || planes.size() == Plane.values().length,
                "refuse and unreachable concern the region's one port, so they cannot be limited to some planes");
        planes = Set.copyOf(planes);
    }

    /** Whether it concerns {@code plane}. */
    public boolean concerns(Plane plane) {
        return planes.contains(plane);
    }

    /** Whether the region drops all that comes to {@code plane}. */
    boolean swallows(Plane plane) {
        return swallowsAnything() && concerns(plane);
    }

    boolean swallowsAnything() {
        return mode == Mode.BLACKHOLE || mode == Mode.UNREACHABLE;
    }

    /** How long to hold back one answer, in milliseconds. */
    long nextLatency(RandomGenerator random) {
        if (latencyP99Ms == 0) {
            return latencyMs;
        }
        double spread = Math.log((double) latencyP99Ms / latencyMs) / P99_DEVIATIONS;
        double sample = latencyMs * Math.exp(spread * random.nextGaussian());
        return Math.max(1, Math.min(MAX_LATENCY_MS, Math.round(sample)));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
