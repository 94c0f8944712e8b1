package io.sallyport.regions.fault;

import io.sallyport.regions.directory.ReplicaStatus;

/** What the control port sets beside the fault itself. Each call may block: make it on a worker. */
public interface Settings {

    /** Sets the replication lag in milliseconds, 0 or more; nothing on a primary. */
    void lag(long millis);

    /** Sets how far the region's clock is ahead of the true time, in milliseconds. */
    void clockSkew(long millis);

    /**
     * Sets the replica's status.
     *
     * @throws IllegalArgumentException if this region is not the replica
     */
    void replica(ReplicaStatus status);
}
