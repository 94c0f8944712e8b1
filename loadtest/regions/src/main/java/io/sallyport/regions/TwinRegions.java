package io.sallyport.regions;

import io.sallyport.regions.RegionServer.Ports;
import io.sallyport.regions.RegionState.RegionIdentity;
import io.sallyport.regions.token.SigningKeyFile;
import io.sallyport.regions.token.SigningKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Both regions in one process: a primary that writes and a replica that follows its log, one way. */
public final class TwinRegions {

    private static final String SHARED = "shared";

    private final Vertx vertx;
    private final Ground ground;
    private final RegionServer primary;
    private final RegionServer replica;

    private TwinRegions(Vertx vertx, Ground ground, RegionServer primary, RegionServer replica) {
        this.vertx = vertx;
        this.ground = ground;
        this.primary = primary;
        this.replica = replica;
    }

    /**
     * Starts both regions; the future completes when both listen and the replica knows what the primary knows. Fails
     * with an {@link java.io.IOException} that names the port or file if one cannot be used; nothing is left running.
     */
    public static Future<TwinRegions> start(Vertx vertx, TwinOptions options) {
        return vertx.executeBlocking(() -> new Ground(options), false)
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

    /** Stops both regions; a temporary data directory goes away. */
    public Future<Void> close() {
        return primary.close().eventually(replica::close).eventually(() -> release(vertx, ground));
    }

    private static Future<Void> release(Vertx vertx, Ground ground) {
        return vertx.executeBlocking(
                () -> {
                    ground.close();
                    return null;
                },
                false);
    }

    /** One start, step by step. */
    private record Start(Vertx vertx, TwinOptions options, Ground ground) {

        Future<TwinRegions> run() {
            Future<SigningKeys> primaryKeys = keys(options.primary().name());
            Future<SigningKeys> replicaKeys =
                    options.sameKeys() ? primaryKeys : keys(options.replica().name());
            return Future.all(primaryKeys, replicaKeys)
                    .compose(made -> primary(primaryKeys.result()))
                    .compose(primary -> replica(replicaKeys.result())
                            .map(replica -> new TwinRegions(vertx, ground, primary, replica))
                            .recover(failed -> primary.close().transform(done -> Future.failedFuture(failed))));
        }

        private Future<SigningKeys> keys(String region) {
            String owner = options.sameKeys() ? SHARED : region;
            return vertx.executeBlocking(
                    () -> SigningKeyFile.loadOrGenerate(
                            ground.signingKeys(owner), ground.key().aead()),
                    false);
        }

        private Future<RegionServer> primary(SigningKeys keys) {
            RegionIdentity identity = identity(options.primary().name(), ground.primary(), keys);
            return vertx.executeBlocking(() -> RegionParts.primary(
                            identity, ground.log(), ground.key(), options.hashCost(), options.demoData()))
                    .compose(parts -> opened(parts, ground.primary()));
        }

        private Future<RegionServer> replica(SigningKeys keys) {
            RegionIdentity identity = identity(options.replica().name(), ground.replica(), keys);
            return vertx.executeBlocking(() -> RegionParts.replica(
                            identity,
                            ground.log(),
                            ground.key(),
                            options.hashCost(),
                            options.lag().toMillis()))
                    .compose(parts -> opened(parts, ground.replica()));
        }

        private Future<RegionServer> opened(RegionParts parts, Ports ports) {
            RegionServer server = new RegionServer(vertx, parts, ports);
            return server.open().recover(failed -> server.close().transform(done -> Future.failedFuture(failed)));
        }

        private RegionIdentity identity(String name, Ports ports, SigningKeys keys) {
            @Nullable String shared = options.sharedIssuer();
            String issuer = shared == null ? ports.base().toString() : shared;
            return new RegionIdentity(name, issuer, keys, InstantSource.system());
        }
    }
}
