package io.sallyport.failover;

import java.util.HashSet;
import java.util.Set;

/**
 * The verdict of {@code /-/regions/<name>/health}. The primary is healthy from ON_PRIMARY on, not before, and while it
 * serves; the serving region always, so that never both are switched off; another replica while it is usable; in BLACKOUT
 * every region. An inactive replica never.
 */
final class PublishedHealth {

    private PublishedHealth() {}

    static Set<RegionName> of(Topology topology, ControllerState state, Assessment assessment) {
        Set<RegionName> healthy = new HashSet<>();
        for (Region region : topology.active()) {
            if (isHealthy(region.name(), topology, state, assessment)) {
                healthy.add(region.name());
            }
        }
        return healthy;
    }

    private static boolean isHealthy(
            RegionName region, Topology topology, ControllerState state, Assessment assessment) {
        if (state.name() == ControllerState.Name.BLACKOUT || region.equals(state.serving())) {
            return true;
        }
        return !topology.isPrimary(region) && assessment.of(region).usable();
    }
}
