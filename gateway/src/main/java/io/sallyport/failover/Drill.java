package io.sallyport.failover;

/**
 * A drill under way: a share of the new flows goes to a replica although the primary serves. It moves no region and changes
 * nothing about writes.
 *
 * @param order what was ordered
 * @param region the replica
 * @param sinceNanos when it began
 * @param endNanos when its time is over
 * @param requestsBefore the replica's count of requests when it began
 * @param failuresBefore the replica's count of failures when it began
 */
public record Drill(
        Input.Drill order,
        RegionName region,
        long sinceNanos,
        long endNanos,
        long requestsBefore,
        long failuresBefore) {

    /** Why a drill ended. */
    public enum Ending {
        /** Its time was over: the only good end. */
        TIME_OVER,
        /** The controller or an operator moved. */
        TRANSITION,
        /** An operator ordered a hold. */
        HOLD,
        /** The share of failed requests at the replica passed its limit. */
        ERRORS,
        /** The replica was lost. */
        REPLICA_LOST,
        /** An operator, or the end of the process, ended it. */
        ORDERED
    }

    /** The requests at the replica since it began, retries of the primary's included. */
    public long requests(RegionHealth replica) {
        return replica.requests() - requestsBefore;
    }

    /** Those of them that failed. */
    public long failures(RegionHealth replica) {
        return replica.failures() - failuresBefore;
    }
}
