package io.sallyport.serving.history;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionHealth;
import io.sallyport.failover.RegionName;
import io.sallyport.metrics.RequestTotals;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds outages and measures them; one is open at a time. On one thread. */
final class Outages {

    /** How long one that is over waits for a first success elsewhere, so that it is not left out for want of a request. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private record Sample(long nanos, RequestTotals totals) {}

    private final FirstSuccesses successes;
    private final Supplier<RequestTotals> totals;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private @Nullable OpenOutage open;
    private OpenOutage.@Nullable Turn told;
    private @Nullable OutageRecord unfinished;

    Outages(FirstSuccesses successes, Supplier<RequestTotals> totals) {
        this.successes = successes;
        this.totals = totals;
    }

    /** An earlier process left this one open; where the primary does not serve at the start, it goes on. */
    void recall(OutageRecord left) {
        unfinished = left.lost().isEmpty() ? null : left;
    }

    /**
     * At every tick, after the controller's step.
     *
     * @param served the region that served before the step
     * @return the outage as it is to be kept: when it is found, when its course turns, and when it is over
     */
    Optional<OutageRecord> tick(Assessment seen, RegionName served, ControllerState state, long nowNanos, Instant now) {
        sample(nowNanos);
        successes.tick(nowNanos);
        RegionHealth region = seen.of(served);
        boolean isLost = !seen.noEvidence() && !region.usable();
        resume(state, nowNanos, now);
        if (open == null && unfinished == null && isLost) {
            open = begun(region, seen, nowNanos, now);
        }
        OpenOutage current = open;
        if (current == null) {
            return Optional.empty();
        }
        current.seen(served, isLost, state, successes);
        return isOver(current, seen, state, nowNanos)
                ? Optional.of(closed(now, true))
                : turned(current.turn(state), now);
    }

    /** Who serves is known when the controller has started. */
    private void resume(ControllerState state, long nowNanos, Instant now) {
        OutageRecord left = unfinished;
        if (left != null && state.name() != ControllerState.Name.STARTING) {
            unfinished = null;
            open = state.name() == ControllerState.Name.ON_PRIMARY ? null : new OpenOutage(left, nowNanos, now);
        }
    }

    private Optional<OutageRecord> turned(OpenOutage.Turn turn, Instant now) {
        if (turn.equals(told)) {
            return Optional.empty();
        }
        told = turn;
        return current(now);
    }

    /** The one that goes on, with its cost so far. */
    Optional<OutageRecord> current(Instant now) {
        return Optional.ofNullable(open).map(current -> current.record(now, false, totals.get()));
    }

    /** The process ends, the outage perhaps not. */
    Optional<OutageRecord> stop(Instant now) {
        return open == null ? Optional.empty() : Optional.of(closed(now, false));
    }

    private OutageRecord closed(Instant now, boolean isFinished) {
        OutageRecord record = Objects.requireNonNull(open).record(now, isFinished, totals.get());
        open = null;
        told = null;
        return record;
    }

    private static boolean isOver(OpenOutage outage, Assessment seen, ControllerState state, long nowNanos) {
        return state.name() == ControllerState.Name.ON_PRIMARY
                && seen.of(state.serving()).usable()
                && (outage.hasSuccess() || nowNanos - outage.detectedNanos() >= PATIENCE_NANOS);
    }

    private OpenOutage begun(RegionHealth region, Assessment seen, long nowNanos, Instant now) {
        long since = region.troubleNanos(nowNanos);
        RequestTotals before = samples.stream()
                .filter(sample -> sample.nanos() - since <= 0)
                .reduce((first, second) -> second)
                .or(() -> Optional.ofNullable(samples.peekFirst()))
                .map(Sample::totals)
                .orElse(RequestTotals.NONE);
        return new OpenOutage(region, seen.describe(), since, nowNanos, now, before);
    }

    private void sample(long nowNanos) {
        samples.addLast(new Sample(nowNanos, totals.get()));
        while (nowNanos - samples.getFirst().nanos() > FirstSuccesses.SPAN_NANOS) {
            samples.removeFirst();
        }
    }
}
