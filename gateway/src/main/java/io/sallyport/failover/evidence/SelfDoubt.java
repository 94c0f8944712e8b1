package io.sallyport.failover.evidence;

/** One reason for the gateway to suspect itself: a period that causes prolong; it outweighs evidence for a bounded time. */
final class SelfDoubt {

    private final long limitNanos;
    private boolean begun;
    private long sinceNanos;
    private long untilNanos;

    SelfDoubt(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** Another cause; the doubt lasts at least until then. */
    void cause(long nowNanos, long lastsNanos) {
        if (!suspects(nowNanos)) {
            begun = true;
            sinceNanos = nowNanos;
            untilNanos = nowNanos + lastsNanos;
        } else if (nowNanos + lastsNanos - untilNanos > 0) {
            untilNanos = nowNanos + lastsNanos;
        }
    }

    void end() {
        begun = false;
    }

    boolean suspects(long nowNanos) {
        return begun && nowNanos - untilNanos < 0;
    }

    /** Whether it still outweighs the evidence. */
    boolean blinds(long nowNanos) {
        return suspects(nowNanos) && nowNanos - sinceNanos < limitNanos;
    }

    long sinceNanos() {
        return sinceNanos;
    }
}
