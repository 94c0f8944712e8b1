package io.sallyport.serving;

import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.time.Ticker;
import io.sallyport.upstream.Breaker;
import io.sallyport.upstream.Region;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One plane of one region under watch: what requests told since the last tick, and its probes. {@link #observe} and
 * {@link #opened} may be called from any thread, the rest on the controller's event loop alone.
 */
final class WatchedPlane {

    /**
     * How often it is probed.
     *
     * @param normal between two rounds
     * @param suspicion the same under suspicion; also the length of a tick
     */
    record Pace(Duration normal, Duration suspicion) {}

    private final Region region;
    private final Plane plane;
    private final Prober prober;
    private final Pace pace;
    private final long slowAfterNanos;
    private final Ticker ticker;
    private final OutcomeCounters counters = new OutcomeCounters();
    private volatile boolean hasOpened;
    private boolean wasProbed;
    private long probedAt;

    WatchedPlane(Region region, Plane plane, Prober prober, Pace pace, Duration slowAfter, Ticker ticker) {
        this.region = region;
        this.plane = plane;
        this.prober = prober;
        this.pace = pace;
        this.slowAfterNanos = slowAfter.toNanos();
        this.ticker = ticker;
    }

    private Breaker breaker() {
        return region.breaker(plane);
    }

    /** An attempt ended. */
    void observe(Operation operation, int client, @Nullable FailureKind failure, long nanos) {
        counters.count(failure, nanos > slowAfterNanos, operation.hashCode(), client);
        // An answer with an error is no reason to turn others away: it can be one client's poison.
        if (failure != null && failure.verdict() == FailureKind.Verdict.CONNECTION) {
            breaker().failed();
        }
    }

    /** The breaker opened. */
    void opened() {
        hasOpened = true;
    }

    /** Hands over what came since the last tick. */
    void feed(Evidence evidence, long now) {
        Tally tally = counters.drain();
        evidence.outcomes(region.name(), plane, tally, now);
        if (tally.ok() + tally.slow() > 0) {
            breaker().succeeded();
        }
        if (hasOpened) {
            hasOpened = false;
            evidence.breakerOpened(region.name(), plane, now);
        }
    }

    /** Sends a round of probes where one is due and none is under way. */
    void probeIfDue(Evidence evidence, long now) {
        if (prober.isUnderWay() || (wasProbed && now - dueAt(evidence, now) < 0)) {
            return;
        }
        wasProbed = true;
        probedAt = now;
        prober.round().onSuccess(failure -> probed(evidence, failure));
    }

    /** Half a tick early is on time: the timer's own jitter must not turn 100 ms into 200. */
    private long dueAt(Evidence evidence, long now) {
        Duration interval = evidence.probesFast(region.name(), plane, now) ? pace.suspicion() : pace.normal();
        return probedAt + interval.minus(pace.suspicion().dividedBy(2)).toNanos();
    }

    private void probed(Evidence evidence, Optional<FailureKind> failure) {
        long now = ticker.nanos();
        if (failure.isEmpty()) {
            evidence.probeGood(region.name(), plane, now);
            breaker().probeGood();
        } else {
            evidence.probeFailed(region.name(), plane, failure.get(), now);
        }
    }
}
