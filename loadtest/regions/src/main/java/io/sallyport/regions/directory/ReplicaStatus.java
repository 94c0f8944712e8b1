package io.sallyport.regions.directory;

/** Whether a replica serves end users. */
public enum ReplicaStatus {
    /** It exists, follows the log, and refuses end users. */
    INACTIVE,
    /** It serves. */
    ACTIVE
}
