package io.sallyport.failover;

import java.time.Duration;

/** Durations from an operator, in nanoseconds. */
final class Spans {

    private static final Duration LONGEST = Duration.ofDays(3650);

    private Spans() {}

    /** At most ten years, so that no sum with a time overflows. */
    static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) > 0 ? LONGEST : duration).toNanos();
    }
}
