package io.sallyport.proxy;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.upstream.Region;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plans a request's way from what the request does, who serves, and the breakers. The controller's word decides; an open
 * breaker only turns the order of two regions that both may serve, and never sends a write anywhere but to the primary.
 */
public final class RoutePlanner {

    private static final RoutePlan REFUSE_WRITE = new RoutePlan.RefuseWrite();

    private final Map<RegionName, Region> regions;
    private final Runnable drilled;

    /** Plans over these regions, and tells nobody of drills. */
    public RoutePlanner(Map<RegionName, Region> regions) {
        this(regions, () -> {});
    }

    /**
     * Plans over these regions; every name that a view mentions must be among them.
     *
     * @param drilled told of each new flow that is planned to a drill's replica; any thread
     */
    public RoutePlanner(Map<RegionName, Region> regions, Runnable drilled) {
        this.regions = Map.copyOf(regions);
        this.drilled = drilled;
    }

    /**
     * Makes the plan.
     *
     * @param flow the same for all requests of a flow; taken into account for requests that stand alone, since any
     *     other belongs to a session that began where serving is
     */
    public RoutePlan plan(Operation operation, ServingView view, int flow) {
        if (operation.operationClass().needsPrimary()) {
            return planWrite(operation, view);
        }
        if (operation.operationClass() == OperationClass.SESSION) {
            // The other region answers 200 for a token that it does not know: that would be a sign-out that did
            // nothing.
            return new RoutePlan.Go(region(view.serving()), null);
        }
        RegionName preferred = operation.flow() == Flow.ALONE ? view.regionForNewFlow(flow) : view.serving();
        Region first = region(preferred);
        Region second = alternative(view, preferred, operation.plane());
        if (second != null && !first.breaker(operation.plane()).isClosed()) {
            return new RoutePlan.Go(second, null);
        }
        if (view.isDrilled(preferred)) {
            drilled.run();
        }
        return new RoutePlan.Go(first, second);
    }

    private RoutePlan planWrite(Operation operation, ServingView view) {
        Region primary = region(view.primary());
        return view.writesAllowed() && primary.breaker(operation.plane()).isClosed()
                ? new RoutePlan.Go(primary, null)
                : REFUSE_WRITE;
    }

    private @Nullable Region alternative(ServingView view, RegionName not, Plane plane) {
        for (RegionName name : view.retryTargets()) {
            Region candidate = region(name);
            if (!name.equals(not) && candidate.breaker(plane).isClosed()) {
                return candidate;
            }
        }
        return null;
    }

    private Region region(RegionName name) {
        return Objects.requireNonNull(regions.get(name), () -> "no region named " + name);
    }
}
