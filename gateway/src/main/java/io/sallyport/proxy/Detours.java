package io.sallyport.proxy;

import io.sallyport.failover.ServingView;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import io.sallyport.upstream.Outcome;
import io.sallyport.upstream.Region;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes after its first attempt; asked only then, since who is well may have changed meanwhile.
 *
 * <p>A region whose own failed share is below a tenth takes failed-over requests as far as its bulkhead does. Any other
 * second attempt adds to the load of a region in trouble and is paid out of the retry budget.
 */
final class Detours {

    private final Supplier<ServingView> view;
    private final RoutePlanner planner;
    private final RetryBudget budget;

    Detours(Supplier<ServingView> view, RoutePlanner planner, RetryBudget budget) {
        this.view = view;
        this.planner = planner;
        this.budget = budget;
    }

    /** The other region in good health; null where there is none. */
    @Nullable
    Region healthy(Region tried, Plane plane) {
        return planner.healthyOther(view.get(), tried.name(), plane);
    }

    /** Where to try a second time, paid for where it must be; null where nowhere. */
    @Nullable
    Region after(Region tried, Plane plane, Outcome outcome) {
        ServingView now = view.get();
        Region healthy = planner.healthyOther(now, tried.name(), plane);
        if (healthy != null) {
            return healthy;
        }
        Region strained = planner.strainedOther(now, tried.name(), plane);
        Region next = strained == null && isWorthAnother(now, tried, plane, outcome) ? tried : strained;
        return next != null && budget.take() ? next : null;
    }

    /** A connection that broke may have been old, or cut by a restart behind a balancer. */
    private static boolean isWorthAnother(ServingView view, Region tried, Plane plane, Outcome outcome) {
        return outcome.failure() == FailureKind.RESET
                && view.usable().contains(tried.name())
                && tried.breaker(plane).isClosed();
    }
}
