package io.sallyport.scenarios.drill.result;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a drill.
 *
 * @param moves whether the gateway is to leave the region and to come back without a loss; else it is to stay
 * @param failsNothing whether no replay-safe request may fail
 * @param firstSuccess the longest that the first request may take that the other region answers; null where none is set
 * @param switched the longest from the fault until the gateway has left the region; null where none is set
 */
public record Goals(
        boolean moves,
        boolean failsNothing,
        @Nullable Duration firstSuccess,
        @Nullable Duration switched) {

    /** The gateway leaves the region and comes back. */
    public static Goals failover() {
        return new Goals(true, false, null, null);
    }

    /** The gateway stays: the region is busy, not lost. */
    public static Goals stay() {
        return new Goals(false, false, null, null);
    }

    /** And no replay-safe request fails. */
    public Goals withoutFailure() {
        return new Goals(moves, true, firstSuccess, switched);
    }

    /** And the first request that the other region answers takes no longer than this. */
    public Goals firstSuccessWithin(Duration longest) {
        return new Goals(moves, failsNothing, longest, switched);
    }

    /** And the gateway has left the region after this. */
    public Goals switchedWithin(Duration longest) {
        return new Goals(moves, failsNothing, firstSuccess, longest);
    }
}
