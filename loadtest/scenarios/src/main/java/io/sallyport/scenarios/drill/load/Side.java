package io.sallyport.scenarios.drill.load;

/** One of the two regions. */
public enum Side {
    /** The region that writes. */
    PRIMARY,
    /** The one that follows it. */
    REPLICA;

    /** The other one. */
    public Side other() {
        return this == PRIMARY ? REPLICA : PRIMARY;
    }
}
