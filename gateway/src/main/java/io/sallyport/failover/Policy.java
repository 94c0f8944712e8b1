package io.sallyport.failover;

import java.time.Duration;
import java.util.List;

/**
 * The controller's rules.
 *
 * @param mode who moves regions
 * @param recoveryWindow how long the primary must have been healthy without a break before a failback
 * @param minimumStay the shortest stay on a replica before a failback
 * @param minimumStayCap what the doubled stay never exceeds
 * @param relapseWindow a primary that fails within this time after a failback doubles the stay
 * @param stayReset a stay that was not doubled for so long goes back to {@code minimumStay}
 * @param steps the percentages of new flows to the primary in a failback, rising, the last 100
 * @param stepLength how long each step lasts at least
 * @param transitionsPerHour the most transitions in any hour, 5 to 100
 * @param startupLimit how long STARTING may wait for the first probe round
 * @param recommendationLife when an unanswered recommendation expires
 * @param healthKept how long published health keeps its verdict while the gateway suspects itself
 * @param replayPatience how long a failback that is due waits for revocations to be carried to the primary
 */
public record Policy(
        Mode mode,
        Duration recoveryWindow,
        Duration minimumStay,
        Duration minimumStayCap,
        Duration relapseWindow,
        Duration stayReset,
        List<Integer> steps,
        Duration stepLength,
        int transitionsPerHour,
        Duration startupLimit,
        Duration recommendationLife,
        Duration healthKept,
        Duration replayPatience) {

    /** Who moves regions. In-request failover goes on in every mode. */
    public enum Mode {
        /** The controller. */
        AUTOMATIC,
        /** The controller recommends, the operator decides. */
        ADVISORY,
        /** The operator alone. */
        MANUAL
    }

    /** Checks what would make the controller unsafe; configuration reports the rest with its path. */
    public Policy {
        steps = List.copyOf(steps);
        if (transitionsPerHour < 5 || transitionsPerHour > 100) {
            throw new IllegalArgumentException("transitionsPerHour is 5 to 100: " + transitionsPerHour);
        }
        if (minimumStayCap.compareTo(minimumStay) < 0) {
            throw new IllegalArgumentException("minimumStayCap is below minimumStay");
        }
        if (!isRisingTo100(steps)) {
            throw new IllegalArgumentException("steps rise from above 0 to 100: " + steps);
        }
    }

    private static boolean isRisingTo100(List<Integer> steps) {
        int last = 0;
        for (int step : steps) {
            if (step <= last) {
                return false;
            }
            last = step;
        }
        return last == 100;
    }

    /** The defaults of the contract. */
    public static Policy defaults() {
        return new Policy(
                Mode.AUTOMATIC,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                List.of(5, 25, 50, 100),
                Duration.ofSeconds(10),
                10,
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                Duration.ofMinutes(2));
    }
}
