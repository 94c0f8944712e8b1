package io.sallyport.regions;

/** What a process runs. */
enum Role {
    BOTH,
    PRIMARY,
    REPLICA,
    EXTERNAL;

    boolean writes() {
        return this == BOTH || this == PRIMARY;
    }

    boolean follows() {
        return this == BOTH || this == REPLICA;
    }
}
