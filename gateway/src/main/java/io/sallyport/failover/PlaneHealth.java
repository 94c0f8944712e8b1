package io.sallyport.failover;

import java.util.Locale;

/**
 * One plane of one region, as the evidence stands.
 *
 * @param probe the last probe's verdict
 * @param loss whether and by what the plane is lost
 * @param suspect whether it should be probed fast
 * @param recovering lost, but its last probe was good
 * @param hasBeenGood whether a probe was ever good, so that {@code goodNanos} means something
 * @param goodNanos when a probe was last good
 * @param troubleNanos when the present trouble began; without meaning while neither suspect nor lost
 * @param clean no failed probe, connection failure or open breaker since {@code cleanNanos}
 * @param cleanNanos since when it is clean
 * @param window the real requests
 */
public record PlaneHealth(
        Probe probe,
        Loss loss,
        boolean suspect,
        boolean recovering,
        boolean hasBeenGood,
        long goodNanos,
        long troubleNanos,
        boolean clean,
        long cleanNanos,
        WindowReading window) {

    /** The verdict of a plane's probes. */
    public enum Probe {
        /** The last one was good, and is recent. */
        GOOD,
        /** The last one failed. */
        BAD,
        /** None yet, or none for too long. */
        UNKNOWN
    }

    /** What a plane was lost by. */
    public enum Loss {
        /** It is not. */
        NONE,
        /** Three failed probes in a row. */
        PROBES,
        /** A tripped window. */
        WINDOW
    }

    /** Whether the plane is lost; only probes bring it back. */
    public boolean lost() {
        return loss != Loss.NONE;
    }

    /** Whether its last probe was good. */
    public boolean probedGood() {
        return probe == Probe.GOOD;
    }

    /** Good, clean and not lost: what failback asks of every plane. */
    boolean healthy() {
        return probedGood() && clean && !lost();
    }

    /** Whether a probe was good at or after that time. */
    boolean goodSince(long nanos) {
        return hasBeenGood && goodNanos - nanos >= 0;
    }

    /** For the decision record. */
    public String describe() {
        return switch (loss) {
            case NONE -> "probe " + probe.name().toLowerCase(Locale.ROOT) + ", " + window.describe();
            case PROBES -> "lost, probes failed in a row; " + window.describe();
            case WINDOW -> "lost, " + window.describe();
        };
    }
}
