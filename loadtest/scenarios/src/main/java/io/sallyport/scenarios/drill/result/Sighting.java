package io.sallyport.scenarios.drill.result;

import io.sallyport.scenarios.drill.load.Side;

/**
 * The gateway's word on itself at a moment.
 *
 * @param state the controller's
 * @param serving the region for new flows
 * @param detectionSeconds the sum of {@code sallyport_failover_detection_seconds} so far
 */
public record Sighting(long nanos, String state, Side serving, double detectionSeconds) {

    /** Whether nothing has changed. */
    public boolean isSameAs(Sighting other) {
        return state.equals(other.state) && serving == other.serving;
    }
}
