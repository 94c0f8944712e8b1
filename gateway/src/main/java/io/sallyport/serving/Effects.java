package io.sallyport.serving;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.Decision;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.upstream.Region;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the controller's word: meters, connections, and telling of it. */
final class Effects {

    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final Map<RegionName, Region> regions;
    private final RegionMeters meters;
    private final Consumer<Decision> listener;

    Effects(Map<RegionName, Region> regions, RegionMeters meters, Consumer<Decision> listener) {
        this.regions = regions;
        this.meters = meters;
        this.listener = listener;
    }

    /** At every tick: in BLACKOUT the serving region follows the last success without a decision. */
    void publish(Assessment assessment, ServingView view) {
        assessment.regions().forEach(health -> health.planes()
                .forEach((plane, of) -> meters.usable(health.region().name().value(), plane.tag(), !of.lost())));
        meters.controllerState(view.state().tag());
        meters.activeRegion(view.serving().value());
    }

    /** What goes wrong in it is logged: the decision stands. */
    void act(Decision decision, ServingView view) {
        try {
            if (decision instanceof Decision.Transition transition && transition.isFailover()) {
                moved(transition, view);
            }
            listener.accept(decision);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a decision could not be told");
        }
    }

    private void moved(Decision.Transition transition, ServingView view) {
        meters.failover(
                transition.fromLabel(),
                transition.toLabel(),
                transition.reason().tag());
        if (!transition.detection().isZero()) {
            meters.detection(transition.detection());
        }
        RegionName left = transition.from().serving();
        Region region = regions.get(left);
        // The connections of a lost region may be half dead; those of a replica after a failback are kept warm.
        if (region != null && !left.equals(view.serving()) && !view.usable().contains(left)) {
            region.dropConnections();
        }
    }
}
