package io.sallyport.scenarios.drill.result;

import io.sallyport.scenarios.drill.load.Load;
import io.sallyport.scenarios.drill.load.Sample;

/**
 * Whether everything that should have been seen was seen.
 *
 * @param begun replay-safe requests and logins that were begun
 * @param planned how many the schedule begins
 * @param longestGapSeconds between two looks at the gateway's state, from the fault to the end
 */
public record Coverage(long begun, long planned, double longestGapSeconds) {

    /** The longest time without a look. */
    public static final double LONGEST_GAP_SECONDS = 1;

    private static final double NANOS_PER_SECOND = 1e9;

    static Coverage of(Course course, Load.Outcome outcome) {
        long requests = outcome.samples().stream()
                .map(Sample::kind)
                .filter(kind -> kind.isReplaySafe())
                .count();
        return new Coverage(
                requests + outcome.logins().size(),
                outcome.planned().requests() + outcome.planned().logins(),
                course.longestGapNanos() / NANOS_PER_SECOND);
    }

    /** Whether the schedule began what it should have, and that was anything at all. */
    public boolean isWhole() {
        return planned > 0 && begun == planned;
    }

    /** Whether no change of the gateway's state can have gone by unseen for long. */
    public boolean isWatched() {
        return longestGapSeconds <= LONGEST_GAP_SECONDS;
    }
}
