package io.sallyport.operation;

/** What an operation does to the provider's state, and so where it may go. */
public enum OperationClass {
    /** Changes nothing: primary, or the replica. */
    READ,
    /** Part of a login or a token request: wherever the flow began. */
    SIGN_IN,
    /** Ends a session: at the region that issued it. */
    SESSION,
    /** Changes the directory: the primary only. */
    WRITE,
    /** Reads by an administrator's credential; forwarded only where exposed. */
    ADMIN_READ,
    /** Changes by an administrator's credential; forwarded only where exposed, to the primary only. */
    ADMIN_WRITE;

    /** Whether a read-only region can never do this. */
    public boolean needsPrimary() {
        return this == WRITE || this == ADMIN_WRITE;
    }

    /** Whether sending it twice does no harm, if nothing else is said of it: reads. */
    public Replay usualReplay() {
        return this == READ || this == ADMIN_READ ? Replay.SAFE : Replay.ONCE;
    }

    /** Whether it takes an administrator's credential. */
    public boolean isAdmin() {
        return this == ADMIN_READ || this == ADMIN_WRITE;
    }
}
