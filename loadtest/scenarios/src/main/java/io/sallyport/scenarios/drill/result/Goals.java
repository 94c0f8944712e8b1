package io.sallyport.scenarios.drill.result;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a drill.
 *
 * @param end how it is to end
 * @param failsNothing whether no replay-safe request may fail
 * @param firstSuccess the longest that the first request may take that the other region answers; null where none is set
 * @param switched the longest from the fault until the gateway has left the region; null where none is set
 */
public record Goals(
        End end,
        boolean failsNothing,
        @Nullable Duration firstSuccess,
        @Nullable Duration switched) {

    /** How a drill is to end. */
    public enum End {
        /** The gateway leaves the region and fails back to it without a loss. */
        FAILBACK,
        /** It leaves the region and does not return to it: nothing fails since. */
        LEFT,
        /** It stays though the region throttles. */
        STAYS
    }

    /** The gateway leaves the region and comes back. */
    public static Goals failover() {
        return new Goals(End.FAILBACK, false, null, null);
    }

    /** The gateway leaves the region for good: there is nothing to fail back to. */
    public static Goals left() {
        return new Goals(End.LEFT, false, null, null);
    }

    /** The gateway stays: the region is busy, not lost. */
    public static Goals stay() {
        return new Goals(End.STAYS, false, null, null);
    }

    /** And no replay-safe request fails. */
    public Goals withoutFailure() {
        return new Goals(end, true, firstSuccess, switched);
    }

    /** And the first request that the other region answers takes no longer than this. */
    public Goals firstSuccessWithin(Duration longest) {
        return new Goals(end, failsNothing, longest, switched);
    }

    /** And the gateway has left the region after this. */
    public Goals switchedWithin(Duration longest) {
        return new Goals(end, failsNothing, firstSuccess, longest);
    }
}
