package io.sallyport.failover;

import io.sallyport.failover.ControllerState.Name;
import java.time.Duration;
import java.util.Optional;

/** What the controller decided, for the log, the metrics and the decision record. The view follows from its state. */
public sealed interface Decision {

    /**
     * Another state, or the next step of a failback.
     *
     * @param reason why
     * @param evidence what it saw, or who ordered it and why
     * @param detection from the first sign of trouble to this decision; zero where nothing was detected
     * @param order the order that it carries out, if any
     */
    record Transition(
            ControllerState from,
            ControllerState to,
            Reason reason,
            String evidence,
            Duration detection,
            Optional<Input.Order> order)
            implements Decision {

        /** The controller's own. */
        public Transition(
                ControllerState from, ControllerState to, Reason reason, String evidence, Duration detection) {
            this(from, to, reason, evidence, detection, Optional.empty());
        }

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

    /** Advisory mode: what the controller would do. Given once; {@link RecommendationEnded} follows. */
    record Recommended(ControllerState from, ControllerState to, Reason reason, String evidence) implements Decision {}

    /** A recommendation is no longer open. */
    record RecommendationEnded(Ending why) implements Decision {

        /** Why a recommendation ended. */
        public enum Ending {
            /** An operator ordered what it recommends. */
            CARRIED_OUT,
            /** Nobody did in time. It is given anew where the evidence still stands. */
            EXPIRED,
            /** The evidence for it is gone. */
            LAPSED,
            /** Another one took its place, or something else was done. */
            REPLACED
        }
    }

    /** The hourly limit forbids a move; given once until something moves or the hour has room for one more. */
    record Limited(ControllerState from, ControllerState to, Reason reason, String evidence) implements Decision {}

    /** A hold began. */
    record Held(Input.Hold order) implements Decision {}

    /** A hold ended. */
    record Released(String by, String why) implements Decision {}

    /** An order was not carried out. */
    record Refused(Input.Order order, Refusal because) implements Decision {}

    /** A drill began. */
    record DrillBegan(Drill drill) implements Decision {}

    /**
     * A drill ended.
     *
     * @param why whether its time was over or what aborted it
     * @param order the order that ended it, if one did
     * @param requests at the replica while it lasted
     * @param failures those of them that failed
     * @param lasted how long it did
     */
    record DrillEnded(
            Drill drill, Drill.Ending why, Optional<Input.Order> order, long requests, long failures, Duration lasted)
            implements Decision {}
}
