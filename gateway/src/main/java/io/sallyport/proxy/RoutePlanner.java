package io.sallyport.proxy;

import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.upstream.Region;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans a request's way from what the request does, who serves, and the breakers. The controller's word decides; an open
 * breaker only turns the order of two regions that both may serve, and never sends a write anywhere but to the primary.
 *
 * <p>A plan allocates nothing and takes no lock: every request makes one.
 */
public final class RoutePlanner {

    private static final RoutePlan REFUSE_WRITE = new RoutePlan.RefuseWrite();

    private final Map<RegionName, Ways> regions;
    private final Runnable drilled;

    /** The plans that begin at a region. */
    private record Ways(Region region, RoutePlan.Go movable, RoutePlan.Go bound, RoutePlan.Go own, RoutePlan.Go begun) {

        Ways(Region region) {
            this(
                    region,
                    new RoutePlan.Go(region, true),
                    new RoutePlan.Go(region, false),
                    new RoutePlan.Go(region, true, true),
                    new RoutePlan.Go(region, false, true, true));
        }
    }

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
        this.regions = regions.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> new Ways(entry.getValue())));
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
            return ways(view.serving()).bound();
        }
        RegionName preferred = operation.flow().isNew() ? view.regionForNewFlow(flow) : view.serving();
        Ways first = ways(preferred);
        Plane plane = operation.plane();
        Ways other = first.region().breaker(plane).isClosed() ? null : other(view.retryTargets(), preferred, plane);
        if (other != null) {
            return other.movable();
        }
        if (view.isDrilled(preferred)) {
            drilled.run();
        }
        return first.movable();
    }

    /**
     * Makes the plan of a request that belongs to a region: it is tried there once, even through an open breaker. Which other
     * may be asked after it is its tie's to say; none for the end of a session: see the sign-out above.
     */
    public RoutePlan plan(Operation operation, ServingView view, int flow, @Nullable Binding binding) {
        if (binding == null || operation.operationClass().needsPrimary()) {
            return plan(operation, view, flow);
        }
        Ways ways = ways(binding.region());
        boolean isUsable = view.usable().contains(binding.region());
        boolean isSignOut = operation.operationClass() == OperationClass.SESSION;
        return switch (binding.tie()) {
            case ALONE -> ways.bound();
            case FIRST -> isUsable || isSignOut || operation.replay() != Replay.SAFE ? ways.bound() : ways.own();
            case BEGUN -> ways.begun();
            // A region may be lost for another plane than the one that is asked for.
            case BETTER ->
                !isUsable && !ways.region().breaker(operation.plane()).isClosed()
                        ? plan(operation, view, flow)
                        : isSignOut ? ways.bound() : ways.own();
        };
    }

    private RoutePlan planWrite(Operation operation, ServingView view) {
        Ways primary = ways(view.primary());
        return view.writesAllowed()
                        && primary.region().breaker(operation.plane()).isClosed()
                ? primary.bound()
                : REFUSE_WRITE;
    }

    /** Where a login can begin anew that a region lost; null where nowhere. */
    public @Nullable RegionName elsewhere(ServingView view, RegionName lost, Plane plane) {
        Region other = healthyOther(view, lost, plane);
        return other == null ? null : other.name();
    }

    /** Another region than {@code tried} whose own failed share is below a tenth; null where there is none. */
    @Nullable
    Region healthyOther(ServingView view, RegionName tried, Plane plane) {
        Ways other = other(view.retryTargets(), tried, plane);
        return other == null ? null : other.region();
    }

    /** Another usable region than {@code tried}, however many of its requests fail; null where there is none. */
    @Nullable
    Region strainedOther(ServingView view, RegionName tried, Plane plane) {
        Ways other = other(view.usable(), tried, plane);
        return other == null ? null : other.region();
    }

    private @Nullable Ways other(List<RegionName> candidates, RegionName tried, Plane plane) {
        for (int i = 0; i < candidates.size(); i++) {
            RegionName name = candidates.get(i);
            if (!name.equals(tried)) {
                Ways candidate = ways(name);
                if (candidate.region().breaker(plane).isClosed()) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private Ways ways(RegionName name) {
        Ways known = regions.get(name);
        if (known == null) {
            throw new IllegalArgumentException("no region named " + name);
        }
        return known;
    }
}
