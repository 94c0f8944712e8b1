package io.sallyport.serving.revocation;

import java.time.Instant;
import java.util.Locale;

/**
 * What became of a revocation at a region that does not learn of it by itself.
 *
 * @param at since when
 * @param reason why it cannot be replayed; {@link Reason#NONE} where it can
 */
public record Replay(State state, Instant at, Reason reason) {

    /** How it stands. */
    public enum State {
        /** The region has to hear of it. */
        PENDING,
        /** The region has accepted it. */
        REPLAYED,
        /** It never will: what was revoked may live on there. Still enforced here. */
        UNREPLAYABLE,
        /** The same, and an operator knows. */
        ACKNOWLEDGED;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** As it is shown. */
        public String tag() {
            return tag;
        }
    }

    /** Why something cannot be replayed. */
    public enum Reason {
        /** It can, or it was. */
        NONE,
        /** Neither a credential of the gateway's own nor a token that would do there: a client's secret is never kept. */
        NO_MEANS,
        /** The token had expired before the region came back. */
        EXPIRED,
        /** The region said no. */
        REFUSED,
        /** The region failed too often. */
        GAVE_UP;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** As it is shown. */
        public String tag() {
            return tag;
        }
    }

    static Replay pending(Instant at) {
        return new Replay(State.PENDING, at, Reason.NONE);
    }

    /** That the region has accepted it. */
    public static Replay done(Instant at) {
        return new Replay(State.REPLAYED, at, Reason.NONE);
    }

    /** That it never will. */
    public static Replay impossible(Instant at, Reason reason) {
        return new Replay(State.UNREPLAYABLE, at, reason);
    }

    boolean isPending() {
        return state == State.PENDING;
    }

    boolean isAlarm() {
        return state == State.UNREPLAYABLE;
    }
}
