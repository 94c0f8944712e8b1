package io.sallyport.metrics;

import java.time.Duration;
import java.util.Arrays;

/** Upper bounds of the histograms' buckets. */
final class Buckets {

    /** A request: from a cached answer to the total deadline. */
    private static final Duration[] REQUEST = millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000);

    /** An outage that nobody has noticed yet. */
    private static final Duration[] DETECTION = millis(50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000);

    /** A verdict: from the cache to a wait for keys. */
    private static final Duration[] VALIDATION =
            nanos(1_000, 5_000, 20_000, 50_000, 100_000, 200_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000);

    private Buckets() {}

    static Duration[] request() {
        return REQUEST.clone();
    }

    static Duration[] detection() {
        return DETECTION.clone();
    }

    static Duration[] validation() {
        return VALIDATION.clone();
    }

    private static Duration[] millis(long... values) {
        return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private static Duration[] nanos(long... values) {
        return Arrays.stream(values).mapToObj(Duration::ofNanos).toArray(Duration[]::new);
    }
}
