package io.sallyport.serving.history;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionHealth;
import io.sallyport.failover.RegionName;
import io.sallyport.metrics.RequestTotals;
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
    private final String reason;
    private final String evidence;
    private final long sinceNanos;
    private final long detectedNanos;
    private final Instant detected;
    private final RequestTotals before;
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
        this.reason = region.reasonToLeave().tag();
        this.evidence = evidence;
        this.sinceNanos = sinceNanos;
        this.detectedNanos = detectedNanos;
        this.detected = detected;
        this.before = before;
    }

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
                detected.minusNanos(detectionNanos),
                detected,
                now,
                isFinished,
                List.copyOf(lost),
                to,
                reason,
                evidence,
                TimeUnit.NANOSECONDS.toMillis(detectionNanos),
                firstSuccessNanos.map(TimeUnit.NANOSECONDS::toMillis).orElse(null),
                cost.failed(),
                cost.retried(),
                cost.refused());
    }
}
