package io.sallyport.edge;

import io.sallyport.guard.source.Source;
import io.sallyport.time.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * How often one source may do something: {@value #BURST} times at once, then once a second. In a table of fixed size, so
 * that many sources cost no memory; two that fall on one place share its allowance. Used on one event loop.
 */
final class SourceRate {

    static final int BURST = 100;

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private static final int PLACES_BITS = 12;

    /** Spreads what differs in few bits only (Fibonacci hashing). */
    private static final int SPREAD = 0x9E3779B9;

    /** When the allowance of each place is whole again, in nanoseconds since {@code begun}. */
    private final long[] wholeAt = new long[1 << PLACES_BITS];

    private final Ticker ticker;
    private final long begun;
    private final int seed;

    /**
     * Makes it.
     *
     * @param seed random, so that nobody can choose with whom to share a place
     */
    SourceRate(Ticker ticker, int seed) {
        this.ticker = ticker;
        this.begun = ticker.nanos();
        this.seed = seed;
    }

    /** Whether this source may, and if so counts it. */
    boolean admits(String address) {
        long now = ticker.nanos() - begun;
        int place = ((Source.of(address).hashCode() ^ seed) * SPREAD) >>> (Integer.SIZE - PLACES_BITS);
        long next = Math.max(wholeAt[place], now) + INTERVAL;
        if (next - now > BURST * INTERVAL) {
            return false;
        }
        wholeAt[place] = next;
        return true;
    }
}
