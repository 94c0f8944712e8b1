package io.sallyport.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and how traffic moves between regions.
 *
 * @param mode who decides
 * @param recoveryWindow how long the primary must be healthy before failback
 * @param minimumStay shortest stay on a replica
 * @param minimumStayCap where the doubling of minimumStay ends
 * @param step how long each failback step lasts
 * @param steps percent of new flows to the primary in each step; ascending, the last 100
 * @param transitionsPerHour transitions in any hour at most
 * @param drill a drill that is due every week; null: none
 */
public record Failover(
        Mode mode,
        Duration recoveryWindow,
        Duration minimumStay,
        Duration minimumStayCap,
        Duration step,
        List<Integer> steps,
        int transitionsPerHour,
        @Nullable Drill drill) {

    /** Takes a copy of the list. */
    public Failover {
        steps = List.copyOf(steps);
    }

    /** Who decides that traffic moves. */
    public enum Mode {
        /** The gateway. */
        AUTOMATIC,
        /** The operator, on the gateway's recommendation. */
        ADVISORY,
        /** The operator. */
        MANUAL
    }
}
