package io.sallyport.app;

import io.sallyport.admin.AdminServer;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Secret;
import io.sallyport.edge.EdgeServer;
import io.sallyport.failover.Decision;
import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.Journal;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: one Vert.x, one listener for clients on every event loop, one for operators. */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final SallyportConfig config;
    private final Consumer<Decision> listener;
    private final Metering metering = new Metering();
    private final Vertx vertx = metering.vertx().build();
    private final List<EdgeServer> edges = new CopyOnWriteArrayList<>();
    private @Nullable AdminServer admin;
    private @Nullable Parts parts;
    private volatile boolean isReady;

    private Gateway(SallyportConfig config, Consumer<Decision> listener) {
        this.config = config;
        this.listener = listener;
    }

    /**
     * Starts a gateway; waits for first answers of the regions, but not longer than 2 s, and not for good ones.
     *
     * @param listener told of each decision of the controller; must not block
     * @return fails with {@link StartRefused} where the operator can mend it; nothing is left running then
     */
    public static Future<Gateway> start(SallyportConfig config, Consumer<Decision> listener) {
        Gateway gateway = new Gateway(config, listener);
        // A promise of nobody's context: a failure is told after this Vert.x and its event loops are gone.
        Promise<Gateway> started = Promise.promise();
        gateway.startParts()
                .compose(done -> gateway.listen())
                .onComplete(listening -> started.complete(gateway.ready()), failure -> gateway.close()
                        .onComplete(closed -> started.fail(failure)));
        return started.future();
    }

    /** The port for clients. */
    public int port() {
        return edges.get(0).port();
    }

    /** The port for operators. */
    public int adminPort() {
        return Objects.requireNonNull(admin).port();
    }

    /** Stops: readiness off, listeners drained, everything closed. */
    public Future<Void> close() {
        isReady = false;
        Future<Void> undeployed = Future.join(
                        vertx.deploymentIDs().stream().map(vertx::undeploy).toList())
                .mapEmpty();
        return undeployed
                .transform(done -> parts == null ? Future.succeededFuture() : parts.close())
                .transform(done -> vertx.close())
                .andThen(done -> metering.close());
    }

    private Future<Void> startParts() {
        return vertx.executeBlocking(this::openJournal).compose(journal -> {
            Parts made =
                    new Parts(vertx, config, journal, new AsyncJournal(vertx, journal), metering.registry(), listener);
            parts = made;
            return made.start();
        });
    }

    private Journal openJournal() {
        Path directory = config.state().directory();
        Journal.Opening opening = Journal.open(directory, config.state().keyFile());
        if (opening instanceof Journal.Refused refused) {
            throw new StartRefused("state.directory: " + directory + ": " + refused.reason());
        }
        return ((Journal.Opened) opening).journal();
    }

    private Future<Void> listen() {
        Parts made = Objects.requireNonNull(parts);
        EdgeServer.Settings settings = new Settings(config).edge();
        AdminServer operators = new AdminServer(adminSettings(), metering.registry(), () -> isReady && made.hasKeys());
        admin = operators;
        int eventLoops = Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(() -> edge(settings, made), new DeploymentOptions().setInstances(eventLoops))
                .recover(failure -> busy("listen", settings.host(), settings.port(), failure))
                .compose(bound -> vertx.deployVerticle(operators, new DeploymentOptions())
                        .recover(failure -> busy(
                                "admin", config.admin().host(), config.admin().port(), failure)))
                .mapEmpty();
    }

    private EdgeServer edge(EdgeServer.Settings settings, Parts made) {
        EdgeServer edge = new EdgeServer(settings, made.services());
        edges.add(edge);
        return edge;
    }

    /** Any I/O failure: with the native transport a busy port is no {@link java.net.BindException}. */
    private static <T> Future<T> busy(String key, String host, int port, Throwable failure) {
        return Future.failedFuture(
                failure instanceof IOException
                        ? new StartRefused(key + ".port: " + host + ":" + port + " cannot be bound ("
                                + failure.getMessage() + "); is another program using it?")
                        : failure);
    }

    private AdminServer.Settings adminSettings() {
        Path tokenFile = config.admin().tokenFile();
        try {
            Predicate<String> isToken = tokenFile == null ? text -> false : Secret.read(tokenFile)::matches;
            boolean isLoopback = InetAddress.getByName(config.admin().host()).isLoopbackAddress();
            return new AdminServer.Settings(
                    config.admin().host(), config.admin().port(), isToken, !isLoopback);
        } catch (UnknownHostException e) {
            throw new StartRefused("admin.host: " + config.admin().host() + " does not resolve");
        } catch (IOException e) {
            throw new StartRefused("admin.tokenFile: " + tokenFile + " cannot be read");
        }
    }

    private Gateway ready() {
        isReady = true;
        LOG.atInfo()
                .addKeyValue("publicUrl", config.publicUrl().toString())
                .addKeyValue("port", port())
                .addKeyValue("adminPort", adminPort())
                .log("ready");
        return this;
    }
}
