package io.sallyport.time;

/** Monotonic time. Values are nanoseconds since an arbitrary origin: compare differences, never values. */
@FunctionalInterface
public interface Ticker {

    /** The present, in nanoseconds; never goes back. */
    long nanos();

    /** The machine's monotonic clock. */
    static Ticker system() {
        return System::nanoTime;
    }
}
