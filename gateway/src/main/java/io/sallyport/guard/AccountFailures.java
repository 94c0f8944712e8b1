package io.sallyport.guard;

import java.time.Duration;

/** How often an account's sign-ins have failed, from whatever source. Thread-safe; its lock is held for some instructions. */
final class AccountFailures {

    private static final int MOST_DOUBLINGS = 20;

    private int count;
    private long forgottenAt;

    synchronized void fail(long now, Guard.LockoutSettings settings) {
        forget(now);
        count++;
        forgottenAt = now + settings.window().toNanos();
    }

    /** How long the next sign-in is to wait. */
    synchronized Duration delay(long now, Guard.LockoutSettings settings) {
        forget(now);
        int beyond = count - settings.attempts();
        if (beyond < 0) {
            return Duration.ZERO;
        }
        Duration delay = settings.delay().multipliedBy(1L << Math.min(beyond, MOST_DOUBLINGS));
        return delay.compareTo(settings.maxDelay()) < 0 ? delay : settings.maxDelay();
    }

    private void forget(long now) {
        if (now >= forgottenAt) {
            count = 0;
        }
    }
}
