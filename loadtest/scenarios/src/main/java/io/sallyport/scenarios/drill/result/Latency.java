package io.sallyport.scenarios.drill.result;

import java.util.stream.LongStream;

/**
 * A distribution of times, in milliseconds; all 0 where there is none.
 *
 * @param count how many there are
 */
public record Latency(int count, double p50, double p99, double max) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Of these nanoseconds. */
    public static Latency of(LongStream nanos) {
        long[] sorted = nanos.sorted().toArray();
        return new Latency(sorted.length, millis(sorted, 50), millis(sorted, 99), millis(sorted, 100));
    }

    /** The smallest value that is not below {@code percent} of all (nearest rank). */
    private static double millis(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(1, rank) - 1] / NANOS_PER_MILLI;
    }
}
