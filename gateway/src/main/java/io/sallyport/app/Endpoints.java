package io.sallyport.app;

import io.sallyport.config.SallyportConfig;
import io.sallyport.failover.RegionName;
import io.sallyport.oidc.EndpointPaths;
import io.sallyport.oidc.LastDiscovery;
import io.sallyport.operation.Provided;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the endpoints of a provider whose dialect leaves them to its discovery document, before anything else can be made. */
final class Endpoints {

    private static final Provided NOT_KNOWN_YET = new Provided("", List.of(), List.of(), false);

    private Endpoints() {}

    /**
     * Their paths; none for a dialect that knows them.
     *
     * @param disk where the document of an earlier life is
     * @return fails with {@link StartRefused} where no region says, and none was kept
     */
    static Future<Map<String, String>> find(Vertx vertx, SallyportConfig config, LastDiscovery disk) {
        if (!Dialects.isDiscovered(config)) {
            return Future.succeededFuture(Map.of());
        }
        Settings settings = new Settings(config, NOT_KNOWN_YET);
        int held = config.limits().heldResponse().toInt();
        Map<RegionName, Region> regions = new LinkedHashMap<>();
        settings.regions()
                .forEach(each -> regions.put(each.name(), new Region(vertx, each, held, (region, plane, state) -> {})));
        return new EndpointPaths(settings.sources(regions), settings.publicUrl().root())
                .find(vertx, disk)
                .eventually(() ->
                        Future.join(regions.values().stream().map(Region::close).toList()))
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(refused())));
    }

    private static StartRefused refused() {
        return new StartRefused(
                "dialect: oidc: no region gave a discovery document of a configured issuer whose endpoints are"
                        + " below its oidc and keys, and none was kept in state.directory: start again when one answers");
    }
}
