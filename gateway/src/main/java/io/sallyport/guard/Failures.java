package io.sallyport.guard;

import java.time.Duration;

/**
 * How an account's sign-ins from one source have fared. Times are nanoseconds since one origin, 0 at the earliest. Thread-safe;
 * its lock is held for some instructions, and shared by nobody but requests for one account from one source.
 *
 * <pre>
 *   free ── the last free failure ──▶ blocked 1 s ── over, one more failure ──▶ blocked 2 s ──▶ 4 s … the longest block
 *    ▲                                                                              │
 *    └────────────── success, or {@code window} after the last of it ───────────────┘
 * </pre>
 */
final class Failures {

    /**
     * Sign-ins under way at a time. Those that were sent at once cannot be called back, so these many guesses are free; but each
     * that fails counts, and together they cost the longest block.
     */
    static final int MOST_AT_ONCE = 32;

    private static final long FIRST_BLOCK = Duration.ofSeconds(1).toNanos();

    /** A block of 1 s doubled more often than this has outgrown every one that may be configured. */
    private static final int MOST_DOUBLINGS = 20;

    private int count;
    private int underWay;
    private long blockedUntil;
    private long forgottenAt;

    /** Whether another sign-in may be tried; if so it is under way. */
    synchronized boolean begin(long now, Guard.LockoutSettings settings) {
        forget(now);
        boolean isFree = count < settings.attempts();
        if (now < blockedUntil || underWay >= (isFree ? MOST_AT_ONCE : 1)) {
            return false;
        }
        underWay++;
        return true;
    }

    /** One that was under way has ended; what it proved is told before. */
    synchronized void end() {
        underWay--;
    }

    /** Whether there is nothing to remember. */
    synchronized boolean isEmpty() {
        return count == 0 && underWay == 0;
    }

    /** One has succeeded. */
    synchronized void succeed() {
        count = 0;
        blockedUntil = 0;
    }

    /**
     * One has failed.
     *
     * @return for how many nanoseconds the source is blocked from now on; 0 for not
     */
    synchronized long fail(long now, Guard.LockoutSettings settings) {
        forget(now);
        count++;
        int beyond = count - settings.attempts();
        long block =
                beyond < 0 ? 0 : Math.min(settings.block().toNanos(), FIRST_BLOCK << Math.min(beyond, MOST_DOUBLINGS));
        blockedUntil = Math.max(blockedUntil, now + block);
        forgottenAt = blockedUntil + settings.window().toNanos();
        return block;
    }

    private void forget(long now) {
        if (now >= forgottenAt) {
            count = 0;
        }
    }
}
