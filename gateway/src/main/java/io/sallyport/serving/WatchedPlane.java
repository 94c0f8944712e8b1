package io.sallyport.serving;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.evidence.Ended;
import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.Silence;
import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.upstream.Breaker;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One plane of one region under watch: what requests told since the last tick, and its probes. {@link #observe} and
 * {@link #opened} may be called from any thread, the rest on the controller's event loop alone.
 *
 * <p>Results of probes wait for the tick like those of requests: only there is it known whether the event loop was late, and
 * with it the results.
 */
final class WatchedPlane {

    /**
     * How often it is probed.
     *
     * @param normal between two rounds, of which one is under way at a time
     * @param suspicion the same under suspicion, where they may overlap; also the length of a tick
     */
    record Pace(Duration normal, Duration suspicion) {}

    private final Region region;
    private final Plane plane;
    private final Supplier<Future<Optional<FailureKind>>> prober;
    private final Pace pace;
    private final long slowAfterNanos;
    private final OutcomeCounters counters = new OutcomeCounters();
    private final Rounds rounds = new Rounds();
    private volatile boolean hasOpened;
    private volatile Silence silence = Silence.NONE;
    private boolean wasLost;
    private boolean wasProbed;
    private long probedAt;

    WatchedPlane(
            Region region, Plane plane, Supplier<Future<Optional<FailureKind>>> prober, Pace pace, Duration slowAfter) {
        this.region = region;
        this.plane = plane;
        this.prober = prober;
        this.pace = pace;
        this.slowAfterNanos = slowAfter.toNanos();
    }

    private Breaker breaker() {
        return region.breaker(plane);
    }

    /**
     * An attempt ended.
     *
     * @param nanos how long it took
     */
    void observe(Operation operation, int client, @Nullable FailureKind failure, long nanos, long nowNanos) {
        if (isSilence(failure, nanos, nowNanos)) {
            return;
        }
        counters.count(failure, nanos > slowAfterNanos, operation.name().hashCode(), client);
        fuse(failure);
    }

    /** An attempt takes so long that it is slow, whatever becomes of it: seconds earlier than its end would say so. */
    void overdue(Operation operation, int client, long nowNanos) {
        if (!silence.covers(nowNanos - slowAfterNanos, nowNanos)) {
            counters.overdue(operation.name().hashCode(), client);
        }
    }

    /** An attempt ended that counted when it was overdue: whether it was an answer, or a failure, is known only now. */
    void endedOverdue(Operation operation, int client, @Nullable FailureKind failure, long nanos, long nowNanos) {
        if (isSilence(failure, nanos, nowNanos)) {
            return;
        }
        long overdueNanos = nowNanos - nanos + slowAfterNanos;
        counters.ended(new Ended(Optional.ofNullable(failure), operation.name().hashCode(), client, overdueNanos));
        fuse(failure);
    }

    private boolean isSilence(@Nullable FailureKind failure, long nanos, long nowNanos) {
        return isConnection(failure) && silence.covers(nowNanos - nanos, nowNanos);
    }

    /** An answer with an error is no reason to turn others away: it can be one client's poison. */
    private void fuse(@Nullable FailureKind failure) {
        if (isConnection(failure)) {
            breaker().failed();
        }
    }

    private static boolean isConnection(@Nullable FailureKind failure) {
        return failure != null && failure.verdict() == FailureKind.Verdict.CONNECTION;
    }

    /** The breaker opened. */
    void opened() {
        hasOpened = true;
    }

    /** A plane found lost, by its probes or its window, opens the breaker too, which by itself sees only failures in a row. */
    void judged(Assessment assessment) {
        boolean isLost = assessment.of(region.name()).plane(plane).lost();
        if (isLost && !wasLost) {
            breaker().open();
        }
        wasLost = isLost;
    }

    /** Hands over what came since the last tick. */
    void feed(Evidence evidence, long now) {
        List<Ended> ended = counters.drainEnded();
        Tally tally = counters.drain();
        evidence.outcomes(region.name(), plane, tally, now);
        ended.forEach(request -> evidence.ended(region.name(), plane, request, now));
        if (tally.succeeded()
                || ended.stream().anyMatch(request -> request.failure().isEmpty())) {
            breaker().succeeded();
        }
        if (hasOpened) {
            hasOpened = false;
            evidence.breakerOpened(region.name(), plane, now);
        }
        rounds.drain((failure, sent) -> probed(evidence, failure, sent, now));
        silence = evidence.silence();
    }

    private void probed(Evidence evidence, Optional<FailureKind> failure, long sent, long now) {
        if (failure.isEmpty()) {
            evidence.probeGood(region.name(), plane, now);
            breaker().probeGood();
        } else {
            evidence.probeFailed(region.name(), plane, failure.get(), sent, now);
        }
    }

    /**
     * Sends a round of probes where one is due. Under suspicion it does not wait for the last: of a plane that answers
     * nothing, the third failed round is then known two ticks after the first.
     */
    void probeIfDue(Evidence evidence, long now) {
        boolean isSuspect = evidence.probesFast(region.name(), plane, now);
        boolean mustWait = isSuspect ? rounds.isFull() : !rounds.isEmpty();
        if (mustWait || (wasProbed && now - probedAt < interval(isSuspect))) {
            return;
        }
        wasProbed = true;
        probedAt = now;
        rounds.add(prober.get(), now);
    }

    /** Half a tick early is on time: the timer's own jitter must not turn 100 ms into 200. */
    private long interval(boolean isSuspect) {
        Duration full = isSuspect ? pace.suspicion() : pace.normal();
        return full.minus(pace.suspicion().dividedBy(2)).toNanos();
    }
}
