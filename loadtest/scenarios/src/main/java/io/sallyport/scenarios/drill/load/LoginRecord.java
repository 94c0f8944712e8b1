package io.sallyport.scenarios.drill.load;

import java.util.List;

/**
 * One login, as its user saw it.
 *
 * @param restarts each time that it had to begin again
 * @param isLost whether the user gave up
 */
public record LoginRecord(List<Restart> restarts, boolean isLost) {

    /**
     * It had to begin again.
     *
     * @param dueNanos when the step was due at which it broke
     * @param byGateway whether the gateway led the browser to a new beginning; else the user saw an error
     * @param why the step and what it got
     */
    public record Restart(long dueNanos, boolean byGateway, String why) {}

    /** Copies. */
    public LoginRecord {
        restarts = List.copyOf(restarts);
    }
}
