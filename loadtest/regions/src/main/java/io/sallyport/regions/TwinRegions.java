package io.sallyport.regions;

import io.sallyport.regions.token.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Both regions in one process: a primary that writes and a replica that follows its log, one way. */
public final class TwinRegions {

    private final Vertx vertx;
    private final Ground ground;
    private final RegionServer primary;
    private final RegionServer replica;
    private final Optional<ExternalServer> external;

    private TwinRegions(
            Vertx vertx, Ground ground, RegionServer primary, RegionServer replica, Optional<ExternalServer> external) {
        this.vertx = vertx;
        this.ground = ground;
        this.primary = primary;
        this.replica = replica;
        this.external = external;
    }

    /**
     * Starts both regions; the future completes when both listen and the replica knows what the primary knows. Fails
     * with an {@link java.io.IOException} that names the port or file if one cannot be used; nothing is left running.
     */
    public static Future<TwinRegions> start(Vertx vertx, TwinOptions options) {
        return vertx.executeBlocking(() -> new Ground(options, Role.BOTH), false)
                .compose(ground -> new Start(vertx, options, ground).run().recover(failed -> release(vertx, ground)
                        .transform(done -> Future.failedFuture(failed))));
    }

    /** The region that writes. */
    public Region primary() {
        return primary;
    }

    /** The region that follows. */
    public Region replica() {
        return replica;
    }

    /** The issuer of the other provider, {@code Partner}, if the options ask for it. */
    public Optional<URI> externalProvider() {
        return Optional.ofNullable(ground.external())
                .map(port -> ExternalServer.federation(port).issuer());
    }

    /** Stops both regions; a temporary data directory goes away. */
    public Future<Void> close() {
        return primary.close()
                .eventually(replica::close)
                .eventually(() -> external.map(ExternalServer::close).orElseGet(Future::succeededFuture))
                .eventually(() -> release(vertx, ground));
    }

    private static Future<Void> release(Vertx vertx, Ground ground) {
        return vertx.executeBlocking(
                () -> {
                    ground.close();
                    return null;
                },
                false);
    }

    /** One start, which undoes what it did if a later step fails. */
    private record Start(Vertx vertx, TwinOptions options, Ground ground, List<RegionServer> opened) {

        Start(Vertx vertx, TwinOptions options, Ground ground) {
            this(vertx, options, ground, new ArrayList<>());
        }

        Future<TwinRegions> run() {
            RegionStart start = new RegionStart(vertx, options, ground);
            Future<KeyRing> primaryKeys = start.keys(options.primary().name());
            Future<KeyRing> replicaKeys = options.sameKeys()
                    ? primaryKeys
                    : start.keys(options.replica().name());
            return Future.all(primaryKeys, replicaKeys)
                    .compose(made -> start.primary(primaryKeys.result()).onSuccess(opened::add))
                    .compose(primary -> start.replica(replicaKeys.result()).onSuccess(opened::add))
                    .compose(replica -> external())
                    .map(external -> new TwinRegions(vertx, ground, opened.get(0), opened.get(1), external))
                    .recover(failed -> undo().transform(done -> Future.failedFuture(failed)));
        }

        private Future<Optional<ExternalServer>> external() {
            Integer port = ground.external();
            return port == null
                    ? Future.succeededFuture(Optional.empty())
                    : ExternalServer.start(vertx, port).map(Optional::of);
        }

        private Future<Void> undo() {
            return Future.join(opened.stream().map(RegionServer::close).toList())
                    .mapEmpty();
        }
    }
}
