package io.sallyport.proxy;

import io.sallyport.time.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds what retries may add to the load of regions that are in trouble: a fifth of the requests of the last ten seconds,
 * and three a second however few they were. One for the process; thread-safe, and takes no lock. Counts by whole seconds.
 */
final class RetryBudget {

    static final int FLOOR_PER_SECOND = 3;
    static final int WINDOW_SECONDS = 10;
    private static final int REQUESTS_PER_RETRY = 5;
    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Ticker ticker;
    private final long epoch;
    private final LongAdder requests = new LongAdder();
    /** All requests before a second began; of each of the window's seconds. */
    private final AtomicLongArray requestsBefore = new AtomicLongArray(WINDOW_SECONDS);
    /** The second, and in the low bits the retries in it. */
    private final AtomicLongArray retries = new AtomicLongArray(WINDOW_SECONDS);

    private final AtomicLong latest = new AtomicLong();

    RetryBudget(Ticker ticker) {
        this.ticker = ticker;
        this.epoch = ticker.nanos();
    }

    /** A request came, to be carried out or retried. */
    void request() {
        turnTo(second());
        requests.increment();
    }

    /** Takes a retry out of the budget; false where there is none left. */
    boolean take() {
        long now = second();
        turnTo(now);
        int slot = slot(now);
        while (true) {
            long seen = retries.get(slot);
            long inThisSecond = countOf(seen, now);
            if (inThisSecond >= FLOOR_PER_SECOND && inThisSecond + retriesBefore(now) >= fifthOfRequests(now)) {
                return false;
            }
            if (retries.compareAndSet(slot, seen, (now << COUNT_BITS) | (inThisSecond + 1))) {
                return true;
            }
        }
    }

    /** The first to see a new second notes how many requests there were before it, and before those that nobody saw. */
    private void turnTo(long now) {
        long before = latest.get();
        if (now > before && latest.compareAndSet(before, now)) {
            long sum = requests.sum();
            for (long each = Math.max(before + 1, now - WINDOW_SECONDS + 1); each <= now; each++) {
                requestsBefore.set(slot(each), sum);
            }
        }
    }

    private long fifthOfRequests(long now) {
        long oldest = Math.max(0, now - WINDOW_SECONDS + 1);
        return (requests.sum() - requestsBefore.get(slot(oldest))) / REQUESTS_PER_RETRY;
    }

    private long retriesBefore(long now) {
        long sum = 0;
        for (long each = Math.max(0, now - WINDOW_SECONDS + 1); each < now; each++) {
            sum += countOf(retries.get(slot(each)), each);
        }
        return sum;
    }

    private static long countOf(long packed, long second) {
        return packed >> COUNT_BITS == second ? packed & COUNT_MASK : 0;
    }

    private long second() {
        return (ticker.nanos() - epoch) / NANOS_PER_SECOND;
    }

    private static int slot(long second) {
        return (int) (second % WINDOW_SECONDS);
    }
}
