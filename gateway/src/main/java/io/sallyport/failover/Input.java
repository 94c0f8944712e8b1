package io.sallyport.failover;

import java.time.Duration;
import java.util.Optional;

/** What the controller is told; the time comes with it. */
public sealed interface Input {

    /** The evidence at this moment; once a tick, 10 times a second or more. */
    record Observed(Assessment assessment) implements Input {}

    /** New rules after a reload, in force at once; the topology never changes while running. */
    record Configured(Policy policy) implements Input {}

    /**
     * Whether revocations wait to be carried to the primary, which does not know of them: a failback waits for them, no longer
     * than {@link Policy#replayPatience}.
     */
    record Replaying(boolean isPending) implements Input {}

    /** What an operator says. One that cannot be obeyed changes nothing and is answered with a {@link Refusal}. */
    sealed interface Order extends Input {
        /** Who, for the decision record; 1 to 100 characters. */
        String by();

        /** Why, for the decision record; 1 to 500 characters. */
        String why();
    }

    /**
     * Freezes the state. Only STARTING still ends, and BLACKOUT still follows the last success. Replaces a hold in force.
     *
     * @param lasts until it ends by itself; empty for until released
     */
    record Hold(String by, String why, Optional<Duration> lasts) implements Order {}

    /** Ends a hold. */
    record Release(String by, String why) implements Order {}

    /**
     * Moves to a replica that is active and not lost.
     *
     * @param lasts after which the failback may begin, in every mode: the order is for that time; empty: in automatic mode
     *     until a failback is ordered, in the others the usual stay, after which advisory mode recommends it
     */
    record Failover(RegionName to, String by, String why, Optional<Duration> lasts) implements Order {}

    /** Begins a failback now, whatever the stay; its steps still have to pass. Where the replica is lost it has none. */
    record Failback(String by, String why) implements Order {}

    /**
     * Sends a share of the new flows to a replica for a time, while the primary serves.
     *
     * @param region an active replica; empty for the preferred one
     * @param percent the share, 1 to 100
     * @param lasts how long
     * @param maxFailedPercent a higher share of failed requests at the replica aborts it, 1 to 100
     */
    record Drill(Optional<RegionName> region, int percent, Duration lasts, int maxFailedPercent, String by, String why)
            implements Order {}

    /** Ends a drill before its time. */
    record EndDrill(String by, String why) implements Order {}
}
