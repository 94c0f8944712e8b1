package io.sallyport.serving;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Policy;
import io.sallyport.failover.Reason;
import io.sallyport.failover.RegionName;
import io.sallyport.operation.Plane;
import io.sallyport.serving.history.OutageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that an operator asks of who serves, at one moment. Times are wall time.
 *
 * @param state which state
 * @param serving where new flows go, apart from the share of a failback or a drill
 * @param since since when this state, or this step of a failback
 * @param percentToPrimary the share of new flows to the primary while failing back
 * @param writesAllowed whether writes are done
 * @param mode who moves regions
 * @param retryAfterSeconds what refused writers are told, before it is spread
 * @param transitionsInLastHour those that count against the limit
 * @param transitionsPerHour the limit
 * @param replaying whether a failback would wait for revocations to be carried to the primary
 * @param selfSuspect whether the gateway doubts itself rather than its regions
 * @param regions the primary first, then the replicas in order of preference
 * @param hold the hold in force
 * @param drill the drill under way
 * @param recommendation what waits for an order
 * @param outage the outage that goes on, with its cost so far
 */
public record Snapshot(
        ControllerState.Name state,
        RegionName serving,
        Instant since,
        int percentToPrimary,
        boolean writesAllowed,
        Policy.Mode mode,
        int retryAfterSeconds,
        int transitionsInLastHour,
        int transitionsPerHour,
        boolean replaying,
        boolean selfSuspect,
        List<RegionRow> regions,
        Optional<HoldRow> hold,
        Optional<DrillRow> drill,
        Optional<RecommendationRow> recommendation,
        Optional<OutageRecord> outage) {

    /** Copies the list. */
    public Snapshot {
        regions = List.copyOf(regions);
    }

    /**
     * One region.
     *
     * @param isPrimary whether it is the one that is written to
     * @param active whether end users are ever sent there
     * @param usable whether it is by the gateway's own verdict
     * @param published whether {@code /-/regions/<name>/health} says 200
     * @param failedShare the failed share of the recent requests of its worst plane, 0 to 1
     */
    public record RegionRow(
            RegionName name,
            boolean isPrimary,
            boolean active,
            boolean usable,
            boolean published,
            double failedShare,
            List<PlaneRow> planes) {
        /** Copies the list. */
        public RegionRow {
            planes = List.copyOf(planes);
        }
    }

    /**
     * One plane of a region.
     *
     * @param needed whether its loss makes the region unusable
     * @param usable whether it is not lost
     * @param suspect whether it is probed fast
     * @param reason why it is what it is, in words: its probes and the window of real requests
     * @param breaker {@code closed}, {@code open} or {@code half_open}
     */
    public record PlaneRow(
            Plane plane, boolean needed, boolean usable, boolean suspect, String reason, String breaker) {}

    /**
     * A hold.
     *
     * @param until when it ends by itself; empty for until it is released
     */
    public record HoldRow(String by, String why, Optional<Instant> until) {}

    /**
     * A drill.
     *
     * @param percent the share of new flows
     * @param flows new flows sent to the replica so far
     * @param requests all requests at the replica so far
     * @param failures those of them that failed
     */
    public record DrillRow(
            RegionName region,
            int percent,
            int maxFailedPercent,
            String by,
            String why,
            Instant since,
            Instant until,
            long flows,
            long requests,
            long failures) {}

    /**
     * A recommendation.
     *
     * @param to the state that it would lead to
     * @param region the region that would serve
     * @param order the order that carries it out, in words: {@code failover <region>} or {@code failback}
     * @param until when it expires
     */
    public record RecommendationRow(
            ControllerState.Name to, RegionName region, Reason reason, String order, Optional<Instant> until) {}
}
