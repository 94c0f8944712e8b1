package io.sallyport.app;

import io.sallyport.admin.AdminServer;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Secret;
import io.sallyport.edge.EdgeServer;
import io.sallyport.failover.Decision;
import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.Journal;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.reissue.GatewayKeys;
import io.sallyport.operation.Dialect;
import io.sallyport.token.SignatureChecker;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: one Vert.x, one listener for clients on every event loop, one for operators. */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** Longer than a listener's drain. */
    private static final int LONGEST_STEP_SECONDS = 12;

    private static final Duration ADMIN_BODY_WITHIN = Duration.ofSeconds(5);

    private final SallyportConfig config;
    private final Consumer<Decision> listener;
    private final Metering metering = new Metering();
    private final Vertx vertx = metering.vertx().build();
    private final List<EdgeServer> edges = new CopyOnWriteArrayList<>();
    private @Nullable AdminServer admin;
    private @Nullable Parts parts;
    private @Nullable String edgeDeployment;
    private @Nullable String adminDeployment;
    private boolean isClosing;
    private volatile boolean isReady;

    /** Of no context: with the event loops gone, nothing would be left to complete what is chained to one. */
    private final Promise<Void> closed = Promise.promise();

    private Gateway(SallyportConfig config, Consumer<Decision> listener) {
        this.config = config;
        this.listener = listener;
    }

    /**
     * Starts a gateway. Waits for the regions' first answers, good or not, to three questions asked at once: for keys 2 s at
     * most, for who serves 5 s at most, for the discovery document 2 s at most of each region, one after the other.
     *
     * @param listener told of each decision of the controller; must not block
     * @return fails with {@link StartRefused} where the operator can mend it; nothing is left running then
     */
    public static Future<Gateway> start(SallyportConfig config, Consumer<Decision> listener) {
        try {
            Platform.refuse();
            OperationsCheck.refuse(config);
        } catch (StartRefused refusal) {
            return Future.failedFuture(refusal);
        }
        Gateway gateway = new Gateway(config, listener);
        Promise<Gateway> started = Promise.promise();
        gateway.startParts()
                .compose(done -> gateway.listen())
                .map(listening -> gateway.ready())
                .onSuccess(started::complete)
                .onFailure(failure -> gateway.close().onComplete(closed -> started.fail(failure)));
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

    /**
     * Stops: readiness off, what is in flight answered, everything closed. Takes as long as the listener's drain, and some
     * seconds more at worst; a second call waits for the first.
     */
    public synchronized Future<Void> close() {
        if (!isClosing) {
            isClosing = true;
            isReady = false;
            bounded(drain(edgeDeployment))
                    .transform(done -> bounded(drain(adminDeployment)))
                    .transform(done -> parts == null ? Future.succeededFuture() : bounded(parts.close()))
                    .onComplete(done -> vertx.close().onComplete(gone -> {
                        metering.close();
                        closed.complete();
                    }));
        }
        return closed.future();
    }

    private Future<Void> drain(@Nullable String deployment) {
        return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    }

    private static Future<Void> bounded(Future<Void> step) {
        return step.timeout(LONGEST_STEP_SECONDS, TimeUnit.SECONDS)
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("a step of the shut-down failed"));
    }

    private Future<Void> startParts() {
        return vertx.executeBlocking(
                        () -> VerificationCrypto.choose(config.validation().crypto()))
                .compose(this::startParts);
    }

    private Future<Void> startParts(SignatureChecker signatures) {
        return vertx.executeBlocking(this::openStore).compose(store -> {
            AsyncJournal writing = new AsyncJournal(vertx, store.journal());
            return Endpoints.find(vertx, config, new JournalLastDiscovery(store.journal(), writing))
                    .map(endpoints -> made(endpoints, store, writing, signatures))
                    // Else the directory would stay locked: only parts close the journal.
                    .recover(failure -> writing.close().transform(closed -> Future.failedFuture(failure)))
                    .compose(Parts::start);
        });
    }

    private Parts made(Map<String, String> endpoints, Store store, AsyncJournal writing, SignatureChecker signatures) {
        Dialect dialect = Dialects.load(config, endpoints);
        Parts made = new Parts(vertx, config, dialect, store, writing, metering.registry(), signatures, listener);
        parts = made;
        return made;
    }

    /**
     * What was opened on disk.
     *
     * @param ring the keys by which nodes know their own work
     * @param own those of it that sign; null where the gateway signs nothing
     */
    record Store(Journal journal, KeyRing ring, @Nullable GatewayKeys own) {}

    private Store openStore() throws IOException {
        Journal journal = openJournal();
        try {
            KeyRing ring = Rings.of(config, journal);
            return new Store(journal, ring, OwnSignature.keys(config, ring));
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
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
        EdgeServer.Settings settings = made.edge();
        AdminServer operators = new AdminServer(
                adminSettings(), metering.registry(), () -> isReady && made.hasKeys(), made.operators());
        admin = operators;
        int eventLoops = Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(() -> edge(settings, made), new DeploymentOptions().setInstances(eventLoops))
                .onSuccess(deployment -> edgeDeployment = deployment)
                .recover(failure -> Listening.explained("listen", settings.host(), settings.port(), failure))
                .compose(bound -> vertx.deployVerticle(operators, new DeploymentOptions())
                        .onSuccess(deployment -> adminDeployment = deployment)
                        .recover(failure -> Listening.explained(
                                "admin", config.admin().host(), config.admin().port(), failure)))
                .mapEmpty();
    }

    private EdgeServer edge(EdgeServer.Settings settings, Parts made) {
        EdgeServer edge = new EdgeServer(settings, made.services(), new SplittableRandom());
        edges.add(edge);
        return edge;
    }

    private AdminServer.Settings adminSettings() {
        Path tokenFile = config.admin().tokenFile();
        try {
            @Nullable Predicate<String> isToken = tokenFile == null ? null : Secret.read(tokenFile)::matches;
            boolean isLoopback = InetAddress.getByName(config.admin().host()).isLoopbackAddress();
            return new AdminServer.Settings(
                    config.admin().host(), config.admin().port(), isToken, !isLoopback, ADMIN_BODY_WITHIN);
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
