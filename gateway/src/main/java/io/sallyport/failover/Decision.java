package io.sallyport.failover;

import io.sallyport.failover.ControllerState.Name;
import java.time.Duration;

/** What the controller decided, for the log, the metrics and the decision record. The view follows from its state. */
public sealed interface Decision {

    /**
     * Another state, or the next step of a failback.
     *
     * @param reason why
     * @param evidence what it saw, or who ordered it and why
     * @param detection from the first sign of trouble to this decision; zero where nothing was detected
     */
    record Transition(ControllerState from, ControllerState to, Reason reason, String evidence, Duration detection)
            implements Decision {

        /** The {@code from} label: a region's name, {@code starting} or {@code blackout}. */
        public String fromLabel() {
            return label(from);
        }

        /** The {@code to} label: a region's name, {@code starting} or {@code blackout}. */
        public String toLabel() {
            return label(to);
        }

        /** Whether {@code sallyport_failovers_total} counts it: the active region changed, not at start. */
        public boolean isFailover() {
            return from.name() != Name.STARTING && !fromLabel().equals(toLabel());
        }

        private static String label(ControllerState state) {
            return state.name() == Name.STARTING || state.name() == Name.BLACKOUT
                    ? state.name().tag()
                    : state.serving().value();
        }
    }

    /** Advisory mode: what the controller would do. Given once; {@link RecommendationEnded} follows if it lapses. */
    record Recommended(ControllerState from, ControllerState to, Reason reason, String evidence) implements Decision {}

    /** A recommendation that nobody took: it expired, or the evidence for it is gone. */
    record RecommendationEnded(boolean expired) implements Decision {}

    /** The hourly limit forbids a move; given once until something moves or nothing is wanted. */
    record Limited(ControllerState from, ControllerState to, Reason reason, String evidence) implements Decision {}

    /** A hold began. */
    record Held(Input.Hold order) implements Decision {}

    /** A hold ended. */
    record Released(String by, String why) implements Decision {}

    /** An order was not carried out, with a sentence for the operator. */
    record Refused(Input.Order order, String because) implements Decision {}
}
