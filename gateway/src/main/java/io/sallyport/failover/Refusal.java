package io.sallyport.failover;

/**
 * Why an order is not obeyed.
 *
 * @param kind which sort of reason, for a program
 * @param sentence the reason, for a person
 */
public record Refusal(Kind kind, String sentence) {

    /** The sorts of reasons. */
    public enum Kind {
        /** A part of the order is missing, too long or out of range. */
        MALFORMED,
        /** The gateway has not seen its first probe round. */
        STARTING,
        /** A hold is in force. */
        HELD,
        /** No hold is in force. */
        NOT_HELD,
        /** The hourly limit of transitions is reached. */
        LIMIT,
        /** No region has that name. */
        UNKNOWN_REGION,
        /** End users are never sent to that region. */
        INACTIVE_REGION,
        /** The region is lost, or not proven good enough for what is asked. */
        NOT_USABLE,
        /** Revocations wait to be carried to the primary first. */
        REPLAYS_PENDING,
        /** The order makes no sense in this state. */
        WRONG_STATE,
        /** The gateway is stopping. */
        STOPPED
    }
}
