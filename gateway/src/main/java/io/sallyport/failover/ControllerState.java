package io.sallyport.failover;

import java.util.Locale;
import java.util.Optional;

/**
 * Who serves. Each state offers only its legal exits; any other throws {@link IllegalStateException}, which is a bug in the
 * caller, never an outcome.
 *
 * <pre>
 *                    +----------+
 *        +-----------| STARTING |------------+-------------------+
 *        |           +----------+            |                   |
 *        v                                   v                   v
 *  +------------+      lost          +---------------+     +----------+
 *  | ON_PRIMARY |------------------->| ON_REPLICA(r) |<----| BLACKOUT |
 *  |            |<-------------------|               |---->|          |
 *  +------------+  r lost, primary   +---------------+     +----------+
 *     ^   ^  |         usable         | ^  | ^   none        ^  ^  |
 *     |   |  |                        | |  +-+  usable       |  |  |
 *     |   |  |              recovered | |   r lost, r2       |  |  |
 *     |   |  |                        v |   usable           |  |  |
 *     |   |  |           +-----------------+                 |  |  |
 *     |   +--|-----------| FAILING_BACK(n) |-----------------+  |  |
 *     |      |  last     +-----------------+   none usable      |  |
 *     |      |  step       |  ^  (relapse: up to ON_REPLICA)    |  |
 *     |      |  or r lost  +--+  next step                      |  |
 *     |      +---------------- none usable ---------------------+  |
 *     +----------------------- primary usable ---------------------+
 * </pre>
 *
 * FAILING_BACK(n) goes to ON_REPLICA(r) on evidence against the primary. Nothing returns to STARTING.
 */
public sealed interface ControllerState permits Starting, OnPrimary, OnReplica, FailingBack, Blackout {

    /** A state's name without its data: the {@code state} label of {@code sallyport_controller_state}. */
    enum Name {
        STARTING,
        ON_PRIMARY,
        ON_REPLICA,
        FAILING_BACK,
        BLACKOUT;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** The label's value. */
        public String tag() {
            return tag;
        }
    }

    /** Which state. */
    Name name();

    /** The region that new flows go to, apart from a failback's share; in BLACKOUT where the last success was. */
    RegionName serving();

    /** Since when, in monotonic nanoseconds. In FAILING_BACK: since when this step. */
    long sinceNanos();

    /** The percentage of new flows that goes to the primary instead of {@link #serving()}. */
    default int percentToPrimary() {
        return 0;
    }

    /** What the evidence asks for now, if anything. */
    Optional<Move> propose(Situation now);

    /** Where requests go while nothing is decided: itself, but BLACKOUT follows the last success. */
    default ControllerState follow(Situation now) {
        return this;
    }

    /** Moves to the primary. */
    default OnPrimary toPrimary(RegionName primary, long nowNanos, boolean afterFailback) {
        throw illegal(Name.ON_PRIMARY);
    }

    /**
     * Moves to a replica.
     *
     * @param stayNanos how long it stays there at least; {@link OnReplica#UNTIL_ORDERED} for until an operator says so
     */
    default OnReplica toReplica(RegionName replica, long nowNanos, long stayNanos) {
        throw illegal(Name.ON_REPLICA);
    }

    /** Begins a failback, or takes its next step. */
    default FailingBack toFailingBack(RegionHealth primary, Policy policy, long nowNanos) {
        throw illegal(Name.FAILING_BACK);
    }

    /** Gives up choosing: no region is usable. */
    default Blackout toBlackout(RegionName lastSuccess, long nowNanos) {
        throw illegal(Name.BLACKOUT);
    }

    private IllegalStateException illegal(Name to) {
        return new IllegalStateException("no transition from " + this + " to " + to);
    }
}
