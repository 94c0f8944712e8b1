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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A running demo: the twin regions and the gateway in front of them, with state of its own that goes away with it. */
public final class Demo {

    private final Vertx vertx;
    private final TwinRegions regions;
    private final Gateway gateway;
    private final Path state;
    private final URI publicUrl;

    private Demo(Vertx vertx, TwinRegions regions, Gateway gateway, Path state, URI publicUrl) {
        this.vertx = vertx;
        this.regions = regions;
        this.gateway = gateway;
        this.state = state;
        this.publicUrl = publicUrl;
    }

    /**
     * Starts everything.
     *
     * @param listener told of each decision of the gateway's controller; must not block
     * @return fails with a sentence where a port is taken or the configuration is wrong; nothing is left running then
     */
    public static Future<Demo> start(DemoOptions options, Consumer<Decision> listener) {
        Vertx vertx = Vertx.vertx();
        int port = options.port == 0 ? freePort() : options.port;
        String publicUrl = options.publicUrl == null ? "http://127.0.0.1:" + port : options.publicUrl;
        return TwinRegions.start(vertx, twins(options, publicUrl))
                .compose(regions -> startGateway(options, publicUrl, port, regions, listener, vertx)
                        .recover(failure -> regions.close().transform(closed -> Future.failedFuture(failure))))
                .recover(failure -> vertx.close().transform(closed -> Future.failedFuture(failure)));
    }

    private static TwinOptions twins(DemoOptions options, String publicUrl) {
        TwinOptions twins = TwinOptions.demo()
                .withPorts(
                        options.primaryPort, options.primaryFaultPort, options.replicaPort, options.replicaFaultPort);
        return options.issuer == DemoOptions.Issuer.SHARED
                ? twins.withSharedIssuer(publicUrl)
                : twins.withRegionalIssuers();
    }

    private static Future<Demo> startGateway(
            DemoOptions options,
            String publicUrl,
            int port,
            TwinRegions regions,
            Consumer<Decision> listener,
            Vertx vertx) {
        Path state = temporaryDirectory();
        Map<String, String> environment = environment(options, publicUrl, port, regions);
        environment.put("SALLYPORT_STATE_DIR", state.toString());
        return load(options.conf, environment)
                .compose(config -> Gateway.start(config, listener))
                .map(gateway -> new Demo(vertx, regions, gateway, state, URI.create(publicUrl)))
                .onFailure(failure -> delete(state));
    }

    private static Map<String, String> environment(
            DemoOptions options, String publicUrl, int port, TwinRegions regions) {
        String primary = regions.primary().baseUrl().toString();
        String replica = regions.replica().baseUrl().toString();
        boolean isShared = options.issuer == DemoOptions.Issuer.SHARED;
        return new HashMap<>(Map.of(
                "SALLYPORT_PUBLIC_URL",
                publicUrl,
                "SALLYPORT_PORT",
                Integer.toString(port),
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
                isShared ? publicUrl : replica));
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

    /** The regions behind it. */
    public TwinRegions regions() {
        return regions;
    }

    /** The URL that clients use. */
    public URI publicUrl() {
        return publicUrl;
    }

    /** Stops everything, the gateway first. */
    public Future<Void> close() {
        return gateway.close()
                .eventually(regions::close)
                .eventually(vertx::close)
                .onComplete(done -> delete(state));
    }

    /** The public URL is needed before the gateway can bind, so a free port is looked for and let go again. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("sallyport-demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(Demo::deleteOne);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
