package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.FlowCookies;
import io.sallyport.oidc.affinity.RegionHints;
import io.sallyport.operation.Affinity;
import io.sallyport.upstream.RegionCookies;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * By what requests are led back to the region that knows them; shared by all event loops.
 *
 * @param regions those that may be asked, the primary first
 * @param sharing what the provider's regions share
 */
public record Affinities(RegionHints hints, FlowCookies cookies, List<RegionName> regions, Affinity sharing) {

    /** Copies its list. */
    public Affinities {
        regions = List.copyOf(regions);
    }

    /** The cookies of a session at a region that a browser brought, as it knows them; none where cookies are shared. */
    List<String> sessionCookies(MultiMap headers, RegionName region) {
        return sharing.cookiesPerRegion()
                ? RegionCookies.brought(headers, sharing.sessionCookies(), region)
                : List.of();
    }

    RegionName primary() {
        return regions.get(0);
    }
}
