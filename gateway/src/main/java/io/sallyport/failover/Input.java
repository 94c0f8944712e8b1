package io.sallyport.failover;

import java.time.Duration;
import java.util.Optional;

/** What the controller is told; the time comes with it. */
public sealed interface Input {

    /** The evidence at this moment; once a tick, 10 times a second or more. */
    record Observed(Assessment assessment) implements Input {}

    /** New rules after a reload, in force at once; the topology never changes while running. */
    record Configured(Policy policy) implements Input {}

    /** What an operator says. */
    sealed interface Order extends Input {
        /** Who, for the decision record. */
        String by();

        /** Why, for the decision record. */
        String why();
    }

    /**
     * Freezes the state. Only STARTING still ends, and BLACKOUT still follows the last success.
     *
     * @param lasts until it ends by itself; empty for until released
     */
    record Hold(String by, String why, Optional<Duration> lasts) implements Order {}

    /** Ends a hold. */
    record Release(String by, String why) implements Order {}

    /**
     * Moves to a replica that is active and not lost.
     *
     * @param lasts after which the controller's own failback is allowed; empty: in automatic mode until ordered, in the
     *     others after the usual stay
     */
    record Failover(RegionName to, String by, String why, Optional<Duration> lasts) implements Order {}

    /** Begins a failback now, whatever the stay; its steps still have to pass. */
    record Failback(String by, String why) implements Order {}
}
