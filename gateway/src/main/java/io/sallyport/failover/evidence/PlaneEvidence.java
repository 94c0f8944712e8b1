package io.sallyport.failover.evidence;

import io.sallyport.failover.PlaneHealth;
import io.sallyport.failover.PlaneHealth.Loss;
import io.sallyport.failover.PlaneHealth.Probe;
import io.sallyport.failover.WindowReading;
import io.sallyport.failure.FailureKind;

/**
 * One plane of one region. Lost by three failed probes in a row, of whatever kind, or by a tripped window; brought back by
 * three good ones in a row, by nothing else. A server error to a real request makes it suspect, no more.
 */
final class PlaneEvidence {

    /** A suspicion older than this did not begin with what is failing now. */
    private static final long RECENT_NANOS = 2_000_000_000L;

    private final EvidencePolicy policy;
    private final EvidenceWindow window;

    private Loss loss = Loss.NONE;
    private long lossNanos;
    private int failedInRow;
    private int goodInRow;
    private boolean everProbed;
    private boolean everGood;
    private long probeNanos;
    private long goodNanos;

    /** The last two failed probes, for the corroboration of server errors. */
    private int failedProbes;

    private long lastFailedNanos;
    private long secondLastFailedNanos;

    private boolean suspect;
    private int calmProbes;
    private long troubleNanos;
    private boolean clean;
    private long cleanNanos;

    PlaneEvidence(EvidencePolicy policy, long nowNanos) {
        this.policy = policy;
        this.window = new EvidenceWindow(policy, nowNanos);
    }

    void probeGood(long nowNanos) {
        boolean gap = isStale(nowNanos);
        failedInRow = 0;
        goodInRow++;
        calmProbes++;
        everGood = true;
        goodNanos = nowNanos;
        probed(nowNanos);
        if (!clean || gap) {
            clean = true;
            cleanNanos = nowNanos;
        }
        if (loss != Loss.NONE && goodInRow >= policy.probesToRecover()) {
            loss = Loss.NONE;
            window.clear();
        }
        if (calmProbes >= policy.probesToRecover()) {
            suspect = false;
        }
    }

    void probeFailed(FailureKind kind, long nowNanos) {
        if (!kind.isEvidence()) {
            return;
        }
        probed(nowNanos);
        trouble(nowNanos);
        if (failedInRow == 0 && nowNanos - troubleNanos > RECENT_NANOS && loss == Loss.NONE) {
            troubleNanos = nowNanos;
        }
        goodInRow = 0;
        failedInRow++;
        failedProbes++;
        secondLastFailedNanos = lastFailedNanos;
        lastFailedNanos = nowNanos;
        if (failedInRow >= policy.probesToLose()) {
            lose(Loss.PROBES, nowNanos);
        }
    }

    private void probed(long nowNanos) {
        everProbed = true;
        probeNanos = nowNanos;
    }

    void outcomes(Tally batch, long nowNanos) {
        window.add(batch, nowNanos);
        if (batch.connection() > 0) {
            trouble(nowNanos);
        } else if (batch.server() > 0) {
            suspect(nowNanos);
        }
    }

    /** Puts right what an overdue request became; false where there is nothing to put right. */
    boolean ended(Ended request, long nowNanos) {
        if (!window.correct(request)) {
            return false;
        }
        if (request.verdict() == FailureKind.Verdict.CONNECTION) {
            trouble(nowNanos);
        } else {
            suspect(nowNanos);
        }
        return true;
    }

    /** What a failed probe, a connection failure or an open breaker does: no longer clean, and suspect. */
    void trouble(long nowNanos) {
        clean = false;
        suspect(nowNanos);
    }

    private void suspect(long nowNanos) {
        if (!suspect && loss == Loss.NONE) {
            troubleNanos = nowNanos;
        }
        suspect = true;
        calmProbes = 0;
    }

    /** Loses the plane if its window says so and another region's probes are good. */
    private void judgeWindow(WindowReading reading, boolean otherGood, long nowNanos) {
        if (reading.tripped()) {
            suspect(nowNanos);
        }
        boolean counts =
                switch (reading.trip()) {
                    case NONE, NARROW -> false;
                    case SERVER_ERRORS -> isCorroborated(nowNanos);
                    case BROAD -> true;
                };
        if (counts && otherGood && loss == Loss.NONE) {
            troubleNanos = reading.firstFailureNanos();
            lose(Loss.WINDOW, nowNanos);
        }
    }

    private boolean isCorroborated(long nowNanos) {
        return failedProbes >= 2
                && nowNanos - secondLastFailedNanos <= policy.corroboration().toNanos();
    }

    private void lose(Loss by, long nowNanos) {
        if (loss == Loss.NONE) {
            loss = by;
            lossNanos = nowNanos;
            goodInRow = 0;
            clean = false;
        }
    }

    /** That period was no evidence: undoes what it did. Suspicion stays, so that probes tell soon. */
    void forgetSince(long sinceNanos) {
        window.forgetSince(sinceNanos);
        failedInRow = 0;
        if (loss != Loss.NONE && lossNanos - sinceNanos >= 0) {
            loss = Loss.NONE;
        }
    }

    boolean isSuspect() {
        return suspect || loss != Loss.NONE;
    }

    /** Whether it is in trouble, other than by server errors to requests, that a plane's last good probe does not outlive. */
    boolean isTroubledSince(PlaneEvidence proof) {
        return isSuspect() && !clean && !(proof.everGood && proof.goodNanos - troubleNanos >= 0);
    }

    boolean isProbedGood(long nowNanos) {
        return loss == Loss.NONE && verdict(nowNanos) == Probe.GOOD;
    }

    private boolean isStale(long nowNanos) {
        return !everProbed || nowNanos - probeNanos > policy.probeStale().toNanos();
    }

    private Probe verdict(long nowNanos) {
        if (isStale(nowNanos)) {
            return Probe.UNKNOWN;
        }
        return everGood && goodNanos == probeNanos && failedInRow == 0 ? Probe.GOOD : Probe.BAD;
    }

    /** Judges, unless the gateway is blind, and sums up. */
    PlaneHealth assess(boolean blind, boolean otherGood, long nowNanos) {
        WindowReading reading = window.read(nowNanos);
        if (!blind) {
            judgeWindow(reading, otherGood, nowNanos);
        }
        return health(reading, nowNanos);
    }

    private PlaneHealth health(WindowReading reading, long nowNanos) {
        boolean lost = loss != Loss.NONE;
        return new PlaneHealth(
                verdict(nowNanos),
                loss,
                isSuspect(),
                lost && goodInRow > 0,
                everGood,
                goodNanos,
                troubleNanos,
                clean,
                cleanNanos,
                reading);
    }
}
