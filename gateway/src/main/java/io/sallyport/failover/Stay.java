package io.sallyport.failover;

/**
 * How long the next stay on a replica lasts at least.
 *
 * @param nanos how long
 * @param doubledNanos when it was last doubled; without meaning while it is the base
 */
record Stay(long nanos, long doubledNanos) {

    static Stay base(Policy policy, long nowNanos) {
        return new Stay(policy.minimumStay().toNanos(), nowNanos);
    }

    /** Back to the base when it was not doubled for long enough. */
    Stay current(long nowNanos, Policy policy) {
        return nowNanos - doubledNanos >= policy.stayReset().toNanos() ? base(policy, nowNanos) : this;
    }

    Stay doubled(long nowNanos, Policy policy) {
        long cap = policy.minimumStayCap().toNanos();
        return new Stay(nanos >= cap / 2 ? cap : nanos * 2, nowNanos);
    }
}
