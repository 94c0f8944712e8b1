package io.sallyport.regions;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** One region alone in its process; the other one lives in another process over the same data directory. */
final class SingleRegion {

    private final Vertx vertx;
    private final Ground ground;
    private final RegionServer region;

    private SingleRegion(Vertx vertx, Ground ground, RegionServer region) {
        this.vertx = vertx;
        this.ground = ground;
        this.region = region;
    }

    /** Starts the primary or the replica of {@code options}, which name a data directory. */
    static Future<SingleRegion> start(Vertx vertx, TwinOptions options, Role role) {
        return vertx.executeBlocking(() -> new Ground(options, role), false).compose(ground -> {
            RegionStart start = new RegionStart(vertx, options, ground);
            Future<RegionServer> started = role == Role.PRIMARY
                    ? start.keys(options.primary().name()).compose(start::primary)
                    : start.keys(options.replica().name()).compose(start::replica);
            return started.map(region -> new SingleRegion(vertx, ground, region))
                    .recover(failed -> release(vertx, ground).transform(done -> Future.failedFuture(failed)));
        });
    }

    Region region() {
        return region;
    }

    Future<Void> close() {
        return region.close().eventually(() -> release(vertx, ground));
    }

    private static Future<Void> release(Vertx vertx, Ground ground) {
        return vertx.executeBlocking(
                () -> {
                    ground.close();
                    return null;
                },
                false);
    }
}
