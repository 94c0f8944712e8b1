package io.sallyport.time;

import java.time.InstantSource;

/** Wall-clock time, for what leaves this process: token lifetimes, records, log lines. Intervals use {@link Ticker}. */
public final class Wall {

    private Wall() {}

    /** The machine's wall clock. */
    public static InstantSource system() {
        return InstantSource.system();
    }
}
