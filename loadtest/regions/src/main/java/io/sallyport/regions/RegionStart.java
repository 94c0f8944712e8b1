package io.sallyport.regions;

import io.sallyport.regions.RegionServer.Ports;
import io.sallyport.regions.directory.Pool;
import io.sallyport.regions.oauth.Federation;
import io.sallyport.regions.tls.RegionCertificates;
import io.sallyport.regions.token.KeyRing;
import io.sallyport.regions.token.RefreshTokens;
import io.sallyport.regions.token.SigningKeyFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Starts regions on their ground, step by step. */
record RegionStart(Vertx vertx, TwinOptions options, Ground ground) {

    private static final String SHARED = "shared";

    /** Makes something of a region's own. */
    @FunctionalInterface
    private interface Maker {
        RegionParts make(RegionIdentity identity) throws Exception;
    }

    /** The keys of {@code region}, or those that both regions share. */
    Future<KeyRing> keys(String region) {
        String owner = options.sameKeys() ? SHARED : region;
        return blocking(() -> SigningKeyFile.loadOrGenerate(
                ground.signingKeys(owner), () -> ground.key().aead()));
    }

    /** Starts the region that writes. */
    Future<RegionServer> primary(KeyRing keys) {
        return start(
                options.primary().name(),
                ground.primary(),
                keys,
                identity -> RegionParts.primary(identity, ground, options));
    }

    /** Starts the region that follows. */
    Future<RegionServer> replica(KeyRing keys) {
        return start(
                options.replica().name(),
                ground.replica(),
                keys,
                identity -> RegionParts.replica(identity, ground, options));
    }

    private Future<RegionServer> start(String name, Ports ports, KeyRing keys, Maker maker) {
        return blocking(this::tls).compose(tls -> blocking(() -> maker.make(identity(name, ports, keys)))
                .compose(parts -> {
                    RegionServer server = new RegionServer(vertx, parts, ports, tls);
                    return server.open()
                            .recover(failed -> server.close().transform(done -> Future.failedFuture(failed)));
                }));
    }

    private Optional<RegionTls> tls() throws Exception {
        return options.extras().tls()
                ? Optional.of(new RegionTls(
                        RegionCertificates.generate(InstantSource.system().instant())))
                : Optional.empty();
    }

    private <T> Future<T> blocking(Callable<T> step) {
        return vertx.executeBlocking(step, false);
    }

    private RegionIdentity identity(String name, Ports ports, KeyRing keys) {
        @Nullable String shared = options.sharedIssuer();
        String issuer = shared == null ? ports.base(options.extras().tls()).toString() : shared;
        String primary = options.primary().name();
        Optional<Federation> federation = Optional.ofNullable(ground.external()).map(ExternalServer::federation);
        return new RegionIdentity(
                name,
                issuer,
                keys,
                new SkewedClock(InstantSource.system()),
                new Pool(primary + "_demo", primary, options.replica().name()),
                federation,
                refreshTokens());
    }

    private RefreshTokens refreshTokens() {
        return options.extras().selfContainedSessions()
                ? new RefreshTokens.SelfContained(() -> ground.key().aead())
                : new RefreshTokens.Opaque();
    }
}
