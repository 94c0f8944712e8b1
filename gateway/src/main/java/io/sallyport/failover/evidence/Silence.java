package io.sallyport.failover.evidence;

/**
 * The last time when no region answered. Immutable, for any thread.
 *
 * @param was whether there was one
 * @param untilNanos when something answered again
 */
public record Silence(boolean was, long untilNanos) {

    /** There was none. */
    public static final Silence NONE = new Silence(false, 0);

    /** A request waits no longer for its answer, all attempts included. */
    private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

    /**
     * Whether a failure at connection level of something sent then says nothing about its region: it was sent into the
     * silence.
     */
    public boolean covers(long sentNanos, long nowNanos) {
        return was && sentNanos - untilNanos < 0 && nowNanos - untilNanos < LONGEST_WAIT_NANOS;
    }
}
