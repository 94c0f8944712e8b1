package io.sallyport.regions.fault;

import java.util.EnumSet;
import java.util.Set;

/**
 * The fault in force.
 *
 * @param latencyMs how long each answer of the planes is held back, in milliseconds; at least 1 when slow
 * @param errorRate which share of the requests to the planes is hit, from 0 to 1; latency and refuse hit all
 * @param planes which planes are hit
 */
public record Fault(Mode mode, long latencyMs, double errorRate, Set<Plane> planes) {

    /** No fault. */
    public static final Fault NONE = new Fault(Mode.NONE, 0, 1, EnumSet.allOf(Plane.class));

    private static final long MAX_LATENCY_MS = 600_000;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it makes no sense; the message says why
     */
    public Fault {
        require(latencyMs >= 0 && latencyMs <= MAX_LATENCY_MS, "latencyMs is from 0 to 600000");
        require(errorRate >= 0 && errorRate <= 1, "errorRate is from 0 to 1");
        require(!planes.isEmpty(), "planes names at least one plane");
        require(mode != Mode.SLOW || latencyMs > 0, "slow needs a latencyMs above 0");
        require(
                mode != Mode.REFUSE || planes.size() == Plane.values().length,
                "refuse closes the region's one port, so it cannot be limited to some planes");
        planes = Set.copyOf(planes);
    }

    /** Whether it concerns {@code plane}. */
    public boolean concerns(Plane plane) {
        return planes.contains(plane);
    }

    /** Whether the region drops all that comes to {@code plane}. */
    boolean swallows(Plane plane) {
        return mode == Mode.BLACKHOLE && concerns(plane);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
