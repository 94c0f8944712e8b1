package io.sallyport.serving;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.failure.FailureKind;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.serving.history.Chronicle;
import io.sallyport.time.Ticker;
import io.vertx.circuitbreaker.CircuitBreakerState;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes what becomes of attempts at regions, from any thread, and hands it on to the evidence and the outages. */
public final class AttemptReports {

    private final Map<Plane, Duration> slowAfter;
    private final Watch watch;
    private final Chronicle chronicle;
    private final Supplier<ServingView> view;
    private final RegionMeters meters;
    private final Ticker ticker;

    /**
     * An attempt that was made.
     *
     * @param region where
     * @param client a hash of who asked
     * @param isMoved whether the request failed at another region before
     * @param begunNanos when it began, by the monotonic clock
     */
    public record Made(RegionName region, Operation operation, int client, boolean isMoved, long begunNanos) {}

    AttemptReports(
            Map<Plane, Duration> slowAfter,
            Watch watch,
            Chronicle chronicle,
            Supplier<ServingView> view,
            RegionMeters meters,
            Ticker ticker) {
        this.slowAfter = Map.copyOf(slowAfter);
        this.watch = watch;
        this.chronicle = chronicle;
        this.view = view;
        this.meters = meters;
        this.ticker = ticker;
    }

    /** How long a request of that plane may take before it counts as slow. */
    public Duration slowAfter(Plane plane) {
        return Objects.requireNonNull(slowAfter.get(plane));
    }

    /**
     * An attempt ended that was not reported {@link #overdue}.
     *
     * @param failure null for one that speaks for the region
     * @param nanos how long the region took; 0 where that is not known
     */
    public void observe(Made attempt, @Nullable FailureKind failure, long nanos) {
        WatchedPlane plane = plane(attempt);
        long now = ticker.nanos();
        if (plane != null) {
            plane.observe(attempt.operation(), attempt.client(), failure, nanos, now);
        }
        succeeded(attempt, failure, now);
    }

    /** An attempt takes longer than {@link #slowAfter}: it counts as slow now, whatever will become of it. */
    public void overdue(Made attempt) {
        WatchedPlane plane = plane(attempt);
        if (plane != null) {
            plane.overdue(attempt.operation(), attempt.client(), ticker.nanos());
        }
    }

    /** Like {@link #observe}, of an attempt that was reported overdue and so has been counted. */
    public void endedOverdue(Made attempt, @Nullable FailureKind failure, long nanos) {
        WatchedPlane plane = plane(attempt);
        long now = ticker.nanos();
        if (plane != null) {
            plane.endedOverdue(attempt.operation(), attempt.client(), failure, nanos, now);
        }
        succeeded(attempt, failure, now);
    }

    /** What was never in danger, as a drill's flow or the refresh of a replica's own token, ends no outage. */
    private void succeeded(Made attempt, @Nullable FailureKind failure, long now) {
        ServingView current = view.get();
        boolean isSaved = attempt.isMoved()
                || (attempt.region().equals(current.serving()) && attempt.begunNanos() - current.sinceNanos() >= 0);
        if (failure == null && isSaved) {
            chronicle.succeeded(attempt.region(), now);
        }
    }

    /** A breaker has a new state. */
    public void breakerChanged(RegionName name, Plane plane, CircuitBreakerState state) {
        WatchedPlane changed = watch.find(name, plane);
        if (changed == null) {
            return;
        }
        meters.breaker(name.value(), plane.tag(), state.name().toLowerCase(Locale.ROOT));
        if (state == CircuitBreakerState.OPEN) {
            changed.opened();
        }
    }

    private @Nullable WatchedPlane plane(Made attempt) {
        return watch.find(attempt.region(), attempt.operation().plane());
    }
}
