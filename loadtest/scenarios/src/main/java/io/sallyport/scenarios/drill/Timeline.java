package io.sallyport.scenarios.drill;

import java.time.Duration;

/**
 * How long the parts of a drill are. Fixed: they decide how many requests it makes.
 *
 * @param steady before the outage
 * @param outage from fault to repair
 * @param comeback from the repair; the failback happens in it
 * @param after a last look
 */
public record Timeline(Duration steady, Duration outage, Duration comeback, Duration after) {

    /** At 200 requests a second. */
    static final Timeline BUSY = seconds(5, 8, 18, 4);

    /** At 5 requests a second: evidence takes its time. */
    static final Timeline QUIET = seconds(10, 15, 18, 7);

    private static Timeline seconds(int steady, int outage, int comeback, int after) {
        return new Timeline(
                Duration.ofSeconds(steady),
                Duration.ofSeconds(outage),
                Duration.ofSeconds(comeback),
                Duration.ofSeconds(after));
    }

    /** From the first request to the last. */
    public Duration whole() {
        return steady.plus(outage).plus(comeback).plus(after);
    }
}
