package io.sallyport.serving.history;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionHealth;
import io.sallyport.failover.RegionName;
import io.sallyport.metrics.RequestTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An outage that goes on. */
final class OpenOutage {

    private final RegionName first;
    private final Instant began;
    private final String reason;
    private final String evidence;
    private final long sinceNanos;
    private final long detectedNanos;
    private final Instant detected;
    private final RequestTotals before;
    private final RequestTotals earlier;
    private final Set<String> lost = new LinkedHashSet<>();
    private Optional<Long> firstSuccessNanos = Optional.empty();
    private @Nullable String to;

    OpenOutage(
            RegionHealth region,
            String evidence,
            long sinceNanos,
            long detectedNanos,
            Instant detected,
            RequestTotals before) {
        this.first = region.region().name();
        this.began = detected.minusNanos(Math.max(0, detectedNanos - sinceNanos));
        this.reason = region.reasonToLeave().tag();
        this.evidence = evidence;
        this.sinceNanos = sinceNanos;
        this.detectedNanos = detectedNanos;
        this.detected = detected;
        this.before = before;
        this.earlier = RequestTotals.NONE;
    }

    /**
     * Goes on with one that an earlier process left open. Its times are taken from wall time, and its cost so far is the
     * cost that was kept.
     *
     * @param kept one that lost a region
     */
    OpenOutage(OutageRecord kept, long nowNanos, Instant now) {
        this.first = new RegionName(kept.lost().get(0));
        this.began = kept.began();
        this.reason = kept.reason();
        this.evidence = kept.evidence();
        this.sinceNanos = nowNanos - age(kept.began(), now);
        this.detectedNanos = sinceNanos + TimeUnit.MILLISECONDS.toNanos(kept.detectionMillis());
        this.detected = kept.detected();
        this.before = RequestTotals.NONE;
        this.earlier = new RequestTotals(kept.failed(), kept.retried(), kept.refused(), kept.restarted());
        this.firstSuccessNanos = Optional.ofNullable(kept.firstSuccessMillis()).map(TimeUnit.MILLISECONDS::toNanos);
        this.to = kept.to();
        lost.addAll(kept.lost());
    }

    /** A clock that was set back tells no age. */
    private static long age(Instant began, Instant now) {
        return Math.max(0, Duration.between(began, now).toNanos());
    }

    /** What is to be kept when it changes: a cost that grows is not. */
    Turn turn(ControllerState state) {
        return new Turn(state.name(), lost.size(), Optional.ofNullable(to), firstSuccessNanos.isPresent());
    }

    /** A point in its course. */
    record Turn(ControllerState.Name state, int lost, Optional<String> to, boolean hasSuccess) {}

    long detectedNanos() {
        return detectedNanos;
    }

    boolean hasSuccess() {
        return firstSuccessNanos.isPresent();
    }

    void seen(RegionName served, boolean isLost, ControllerState state, FirstSuccesses successes) {
        if (isLost) {
            lost.add(served.value());
        }
        boolean isElsewhere = !state.serving().equals(first) && state.name() != ControllerState.Name.BLACKOUT;
        if (to == null && isElsewhere) {
            to = state.serving().value();
        }
        if (firstSuccessNanos.isEmpty()) {
            firstSuccessNanos = successes.elsewhereSince(sinceNanos, first);
        }
    }

    OutageRecord record(Instant now, boolean isFinished, RequestTotals totals) {
        RequestTotals cost = totals.since(before);
        long detectionNanos = Math.max(0, detectedNanos - sinceNanos);
        return new OutageRecord(
                began,
                detected,
                now,
                isFinished,
                List.copyOf(lost),
                to,
                reason,
                evidence,
                TimeUnit.NANOSECONDS.toMillis(detectionNanos),
                firstSuccessNanos.map(TimeUnit.NANOSECONDS::toMillis).orElse(null),
                earlier.failed() + cost.failed(),
                earlier.retried() + cost.retried(),
                earlier.refused() + cost.refused(),
                earlier.restarted() + cost.restarted());
    }
}
