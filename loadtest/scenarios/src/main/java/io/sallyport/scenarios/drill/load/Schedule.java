package io.sallyport.scenarios.drill.load;

import java.time.Duration;

/**
 * An open loop: when each slot is due depends on its number alone, never on how earlier ones fare.
 *
 * @param requestsPerSecond above 0; a login counts as its four requests
 */
public record Schedule(int requestsPerSecond) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Checks it. */
    public Schedule {
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException("a rate is 1 or more: " + requestsPerSecond);
        }
    }

    private double slotsPerSecond() {
        return requestsPerSecond * (double) Mix.SLOTS / Mix.REQUESTS;
    }

    /** When the slot with this number, from 0, is due: nanoseconds after the first one. */
    public long dueNanos(long slot) {
        return Math.round(slot * NANOS_PER_SECOND / slotsPerSecond());
    }

    /** How many slots are due before that time is over. */
    public long slots(Duration time) {
        return (long) Math.ceil(time.toNanos() / NANOS_PER_SECOND * slotsPerSecond());
    }
}
