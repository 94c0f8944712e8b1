package io.sallyport.serving.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision, as it is kept. Texts that do not apply are empty.
 *
 * @param at when, wall time
 * @param kind what sort of decision
 * @param by who: an operator's name, {@code schedule} for a weekly drill, {@code controller} for its own,
 *     {@code gateway} where the process ends
 * @param why an operator's reason, why an order was refused, or how a recommendation or drill ended
 * @param from the state left, by its tag
 * @param to the state moved to, recommended or out of reach, by its tag
 * @param region the region that serves, or would, in {@code to}; a drill's replica
 * @param percent the share of new flows to the primary in {@code to}, or a drill's share
 * @param reason the controller's reason, by its tag
 * @param evidence what it saw of every region
 * @param detectionMillis from the first sign of trouble to a transition
 * @param drill what came of a drill; null unless one ended
 */
public record DecisionRecord(
        Instant at,
        Kind kind,
        String by,
        String why,
        String from,
        String to,
        String region,
        int percent,
        String reason,
        String evidence,
        long detectionMillis,
        @Nullable DrillOutcome drill) {

    private static final int LONGEST = 4_000;

    /** The sorts of decisions. */
    public enum Kind {
        TRANSITION,
        RECOMMENDED,
        RECOMMENDATION_ENDED,
        LIMITED,
        HELD,
        RELEASED,
        REFUSED,
        DRILL_BEGAN,
        DRILL_ENDED
    }

    /**
     * What came of a drill.
     *
     * @param flows new flows that it sent to the replica
     * @param requests all requests at the replica meanwhile, retries of the primary's included
     * @param failures those of them that failed
     * @param lastedMillis how long it lasted
     */
    public record DrillOutcome(long flows, long requests, long failures, long lastedMillis) {}

    /** Bounds what an operator or the evidence may say. */
    public DecisionRecord {
        by = bounded(by);
        why = bounded(why);
        evidence = bounded(evidence);
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
