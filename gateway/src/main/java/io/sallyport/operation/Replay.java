package io.sallyport.operation;

/** Whether a request may reach two regions. */
public enum Replay {
    /** A second sending does no harm: reads, {@code client_credentials}, non-rotating refresh. */
    SAFE,
    /** Carries something that works once (a code, a submission): sent again only where provably nothing was sent. */
    ONCE
}
