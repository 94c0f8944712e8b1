package io.sallyport.regions.signin;

import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.Pool;
import io.sallyport.regions.directory.RegionEvent.ReplicaStatusSet;
import io.sallyport.regions.directory.ReplicaStatus;
import io.sallyport.regions.directory.SessionRecorder;

/** Whether this region serves end users: a primary always, a replica while it is active. */
public final class ReplicaLife {

    private final Directory directory;
    private final SessionRecorder recorder;
    private final Pool pool;
    private final String region;

    /** The life of {@code region}, which records changes in {@code recorder}. */
    public ReplicaLife(Directory directory, SessionRecorder recorder, Pool pool, String region) {
        this.directory = directory;
        this.recorder = recorder;
        this.pool = pool;
        this.region = region;
    }

    /** The pool. */
    public Pool pool() {
        return pool;
    }

    /** Whether this region is the replica. */
    public boolean isReplica() {
        return region.equals(pool.replica());
    }

    /** Whether end users are served here. */
    public boolean servesEndUsers() {
        return !isReplica() || status() == ReplicaStatus.ACTIVE;
    }

    /** The replica's status, as far as this region knows. */
    public ReplicaStatus status() {
        return directory.replicaStatus(pool.replica());
    }

    /** Sets the replica's status: at the replica at once, at the primary for both, once replication told. */
    public void set(ReplicaStatus status) {
        recorder.record(new ReplicaStatusSet(pool.replica(), status));
    }
}
