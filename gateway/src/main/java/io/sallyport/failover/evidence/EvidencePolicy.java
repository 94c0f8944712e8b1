package io.sallyport.failover.evidence;

import java.time.Duration;

/**
 * When evidence becomes a verdict.
 *
 * @param probesToLose failed probes in a row that lose a plane
 * @param probesToRecover good probes in a row that bring it back, or end a suspicion
 * @param probeStale a probe result older than this says nothing
 * @param windowSpan the window's time
 * @param windowRequests the window's requests, if those reach further back
 * @param slowSpan the latest part of the window, in which slow requests are judged by themselves too where it holds as many
 *     requests as the window at least does: they are known late, beside answers from before the trouble
 * @param tripPercent the failed or slow share that trips
 * @param minimumRequests below so many requests a window says nothing
 * @param minimumFailures below so many failures it does not trip
 * @param corroboration within it two of the plane's own probes must have failed for server errors of few clients to count
 * @param onsetTogether regions that begin to fail at connection level within it make the gateway suspect itself
 * @param doubtLimit how long a self-suspicion may last before the evidence is believed after all
 * @param loopLate an event loop later than this makes the gateway suspect itself
 */
public record EvidencePolicy(
        int probesToLose,
        int probesToRecover,
        Duration probeStale,
        Duration windowSpan,
        int windowRequests,
        Duration slowSpan,
        int tripPercent,
        int minimumRequests,
        int minimumFailures,
        Duration corroboration,
        Duration onsetTogether,
        Duration doubtLimit,
        Duration loopLate) {

    /** The contract's defaults. */
    public static EvidencePolicy defaults() {
        return new EvidencePolicy(
                3,
                3,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                20,
                Duration.ofSeconds(1),
                20,
                5,
                3,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMillis(200));
    }
}
