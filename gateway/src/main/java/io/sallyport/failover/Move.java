package io.sallyport.failover;

/**
 * What a state's rules ask for. Whether it happens is the controller's to say: mode, hold and the hourly limit stand above.
 *
 * @param next the state to go to
 * @param reason why
 * @param weight how much it counts
 * @param troubleNanos when what led to it began
 * @param stay the stay on a replica that follows from it
 */
record Move(ControllerState next, Reason reason, Weight weight, long troubleNanos, Stay stay) {

    /** How a move counts against the hourly limit. */
    enum Weight {
        /** Out of STARTING: happens in every mode, even held, and is not counted. */
        FIRST,
        /** The next step of a failback: not counted, it moves no region. */
        STEP,
        /** May wait: only while enough transitions are left for what may have to follow. */
        OPTIONAL,
        /** May use the last transition of the hour. */
        NEEDED
    }

    Move since(long nanos) {
        return new Move(next, reason, weight, nanos, stay);
    }

    Move with(Stay other) {
        return new Move(next, reason, weight, troubleNanos, other);
    }
}
