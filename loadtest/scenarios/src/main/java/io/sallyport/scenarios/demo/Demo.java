package io.sallyport.scenarios.demo;

import io.sallyport.app.Gateway;
import io.sallyport.app.StartRefused;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.ConfigFile;
import io.sallyport.failover.Decision;
import io.sallyport.regions.TwinOptions;
import io.sallyport.regions.TwinRegions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A running demo: the twin regions and the gateway in front of them, with state of its own that goes away with it. */
public final class Demo {

    private final Vertx vertx;
    private final TwinRegions regions;
    private final Supplier<Future<Gateway>> starter;
    private final DemoGround ground;
    private volatile Gateway gateway;

    private Demo(
            Vertx vertx, TwinRegions regions, Supplier<Future<Gateway>> starter, Gateway gateway, DemoGround ground) {
        this.vertx = vertx;
        this.regions = regions;
        this.starter = starter;
        this.gateway = gateway;
        this.ground = ground;
    }

    /**
     * Starts everything.
     *
     * @param listener told of each decision of the gateway's controller; must not block
     * @return fails with a sentence where a port is taken or the configuration is wrong, as an
     *     {@link IllegalArgumentException} where an option makes no sense; nothing is left running then
     */
    public static Future<Demo> start(DemoOptions options, Consumer<Decision> listener) {
        return start(options, UnaryOperator.identity(), listener);
    }

    /**
     * Starts everything, with regions that differ from the demo's.
     *
     * @param regions changes what the options make of the regions
     */
    public static Future<Demo> start(
            DemoOptions options, UnaryOperator<TwinOptions> regions, Consumer<Decision> listener) {
        DemoGround ground;
        try {
            ground = new DemoGround(options);
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
        Vertx vertx = Vertx.vertx();
        return Future.succeededFuture(options)
                .map(given -> regions.apply(twins(given, ground.publicUrl())))
                .compose(twins -> TwinRegions.start(vertx, twins))
                .compose(running -> started(
                                vertx, running, () -> startGateway(options, ground, running, listener), ground)
                        .recover(failure -> running.close().transform(closed -> Future.failedFuture(failure))))
                .recover(failure -> vertx.close().transform(closed -> Future.failedFuture(failure)))
                .onFailure(failure -> ground.close());
    }

    private static Future<Demo> started(
            Vertx vertx, TwinRegions regions, Supplier<Future<Gateway>> starter, DemoGround ground) {
        return starter.get().map(gateway -> new Demo(vertx, regions, starter, gateway, ground));
    }

    private static TwinOptions twins(DemoOptions options, String publicUrl) {
        TwinOptions twins = TwinOptions.demo()
                .withPorts(
                        options.primaryPort, options.primaryFaultPort, options.replicaPort, options.replicaFaultPort);
        return options.issuer == DemoOptions.Issuer.SHARED
                ? twins.withSharedIssuer(publicUrl)
                : twins.withRegionalIssuers();
    }

    /** On a thread that belongs to no Vert.x: the gateway makes its own, and not on the context of the regions'. */
    private static Future<Gateway> startGateway(
            DemoOptions options, DemoGround ground, TwinRegions regions, Consumer<Decision> listener) {
        return Future.future(started -> new Thread(
                        () -> load(options.conf, environment(options, ground, regions))
                                .compose(config -> Gateway.start(config, listener))
                                .onComplete(started),
                        "start-gateway")
                .start());
    }

    private static Map<String, String> environment(DemoOptions options, DemoGround ground, TwinRegions regions) {
        String publicUrl = ground.publicUrl();
        String primary = regions.primary().baseUrl().toString();
        String replica = regions.replica().baseUrl().toString();
        boolean isShared = options.issuer == DemoOptions.Issuer.SHARED;
        return Map.of(
                "SALLYPORT_PUBLIC_URL",
                publicUrl,
                "SALLYPORT_PORT",
                Integer.toString(ground.port()),
                "SALLYPORT_ADMIN_PORT",
                Integer.toString(options.adminPort),
                "SALLYPORT_PRIMARY_URL",
                primary,
                "SALLYPORT_REPLICA_URL",
                replica,
                "SALLYPORT_ISSUER_MODE",
                options.issuer.toString(),
                "SALLYPORT_PRIMARY_ISSUER",
                isShared ? publicUrl : primary,
                "SALLYPORT_REPLICA_ISSUER",
                isShared ? publicUrl : replica,
                "SALLYPORT_STATE_DIR",
                ground.stateDirectory().toString(),
                "SALLYPORT_ADMIN_TOKEN_FILE",
                ground.tokenFile().toString());
    }

    private static Future<SallyportConfig> load(Path conf, Map<String, String> environment) {
        ConfigFile.Result result = ConfigFile.load(conf, environment::get);
        if (result instanceof ConfigFile.Loaded loaded) {
            return Future.succeededFuture(loaded.config());
        }
        String problems = ((ConfigFile.Rejected) result)
                .problems().stream().map(Object::toString).collect(Collectors.joining(System.lineSeparator()));
        return Future.failedFuture(new StartRefused(problems));
    }

    /** The gateway. */
    public Gateway gateway() {
        return gateway;
    }

    /** Stops the gateway and starts another on the same port and state; its admin port may be a new one. */
    public Future<Void> restartGateway() {
        return gateway.close().compose(closed -> starter.get()).map(started -> {
            gateway = started;
            return null;
        });
    }

    /** The file with the token of the gateway's admin API. */
    public Path adminTokenFile() {
        return ground.tokenFile();
    }

    /** The regions behind it. */
    public TwinRegions regions() {
        return regions;
    }

    /** The URL that clients use. */
    public URI publicUrl() {
        return URI.create(ground.publicUrl());
    }

    /** Stops everything, the gateway first. */
    public Future<Void> close() {
        return gateway.close()
                .eventually(regions::close)
                .eventually(vertx::close)
                .onComplete(done -> ground.close());
    }
}
