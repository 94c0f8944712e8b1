package io.sallyport.regions;

import java.io.IOException;

/** A region's end of the log: the primary's writer, or the replica's follower. */
interface Replication extends AutoCloseable {

    /** Folds what is due, and notices a rotated key; called often, on a worker. */
    void poll() throws IOException;

    /** Sets the lag in milliseconds; nothing on the primary. */
    void lag(long millis);

    /** The lag set, in milliseconds; 0 on the primary. */
    long lag();

    /** How long ago the oldest change was made that this region does not know yet, in milliseconds. */
    long behind();

    /** How many records of the primary's log this region knows. */
    long records();

    @Override
    void close() throws IOException;
}
