package io.sallyport.edge;

import io.sallyport.edge.front.EventStreams;
import io.sallyport.edge.front.Front;
import io.sallyport.failover.Comeback;
import io.sallyport.failover.RegionName;
import io.sallyport.framing.StrictHttp1;
import io.sallyport.guard.Guard;
import io.sallyport.keys.TokenValidation;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.oidc.ProviderFace;
import io.sallyport.oidc.reissue.IdTokens;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Route;
import io.sallyport.proxy.Carrier;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.Serving;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.time.Ticker;
import io.sallyport.token.Policy;
import io.sallyport.token.Revocations;
import io.sallyport.token.TrustedIssuer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The data-plane listener on one event loop; deployed once for each of them, all on one port. */
public final class EdgeServer extends VerticleBase {

    /**
     * A network of trusted proxies.
     *
     * @param address its address
     * @param prefix its prefix length in bits
     */
    public record TrustedNetwork(InetAddress address, int prefix) {}

    /**
     * How it listens and answers.
     *
     * @param port 0 for a free one
     * @param idleTimeout after which a silent connection is closed
     * @param corsOrigins origins that may read the gateway's own answers
     * @param defaultPolicy of {@code /-/validate}
     * @param policies of {@code /-/validate/p/<name>}
     * @param introspection who may introspect, and who answers
     * @param apiClients clients that may call the JSON API
     * @param passesSigned whether signed calls of it pass, with the gateway's host
     * @param accessLog whether there is one log line a request
     */
    public record Settings(
            PublicUrl publicUrl,
            String host,
            int port,
            Limits limits,
            Duration idleTimeout,
            List<String> corsOrigins,
            List<TrustedNetwork> trustedProxies,
            Policy defaultPolicy,
            Map<String, Policy> policies,
            Introspection introspection,
            Set<String> apiClients,
            boolean passesSigned,
            boolean accessLog) {}

    /**
     * What it asks; shared by all event loops.
     *
     * @param bases the URLs of the regions' login pages and token endpoints, without trailing slash
     * @param apis the URLs of the regions' JSON APIs, where they have one
     */
    public record Services(
            Dialect dialect,
            Serving serving,
            RoutePlanner planner,
            Carrier carrier,
            Affinities affinities,
            ProviderFace face,
            TokenValidation validation,
            IdTokens idTokens,
            Revocations revocations,
            RevocationJournal journal,
            Guard guard,
            LearnedCors cors,
            Front front,
            Map<RegionName, String> bases,
            Map<RegionName, String> apis,
            RequestMeters requestMeters,
            TokenMeters tokenMeters,
            Ticker ticker,
            InstantSource clock,
            ConnectionLimit connections) {}

    /** To Vert.x: a free port, the same for all instances of a deployment. */
    private static final int SHARED_FREE_PORT = -1;

    private static final int DRAIN_SECONDS = 10;

    /** Balancers cut off what was silent for a minute or so. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final Settings settings;
    private final Services services;
    private final RandomGenerator random;
    private final EventStreams streams;
    private @Nullable HttpServer server;

    /**
     * Makes the listener; deploying it binds.
     *
     * @param random spreads flows and returning clients; used on this listener's event loop alone
     */
    public EdgeServer(Settings settings, Services services, RandomGenerator random) {
        this.settings = settings;
        this.services = services;
        this.random = random;
        Front front = services.front();
        this.streams = new EventStreams(
                front.capabilities()::now,
                front.limit(),
                front.meters(),
                heartbeat(),
                services.ticker(),
                random::nextInt);
    }

    /** Often enough that no stream counts as idle. */
    private Duration heartbeat() {
        Duration often = settings.idleTimeout().dividedBy(2);
        return often.compareTo(LONGEST_SILENCE) < 0 ? often : LONGEST_SILENCE;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = options();
        Edge edge = edge();
        HttpServer made = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    StrictHttp1.guard(connection, options);
                    services.connections().admit(connection);
                })
                .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER)
                .requestHandler(edge);
        server = made;
        return made.listen();
    }

    @Override
    public Future<?> stop() {
        streams.close();
        HttpServer bound = server;
        return bound == null ? Future.succeededFuture() : bound.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    /** The port it is bound to. */
    public int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port() == 0 ? SHARED_FREE_PORT : settings.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(settings.limits().headers())
                .setMaxInitialLineLength(settings.limits().headers())
                .setIdleTimeout(Math.toIntExact(settings.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                // Asked for only by those who read the body, so that one that is too long is never sent.
                .setHandle100ContinueAutomatically(false);
    }

    private Edge edge() {
        PublicUrl publicUrl = settings.publicUrl();
        RefusalWriter refusals =
                new RefusalWriter(new Cors(settings.corsOrigins(), services.cors()), this::retryAfterSeconds);
        BugNet net = new BugNet(refusals);
        ClientAddress clients = new ClientAddress(settings.trustedProxies());
        FlowKeeper keeper = keeper(publicUrl);
        SignIns signIns = new SignIns(services.guard(), new SignInAnswers(keeper, services.affinities()));
        CarriedWriter writer = writer(publicUrl, keeper, refusals);
        SignedCalls signed =
                new SignedCalls(services.dialect(), services.serving(), settings.passesSigned(), services.apis());
        ProxyHandler proxy = new ProxyHandler(
                publicUrl,
                services.serving(),
                services.planner(),
                services.carrier(),
                new ForwardedHeaders(publicUrl, clients),
                new FlowBinder(services.affinities()),
                writer,
                refusals,
                net,
                new PoolGuard(settings.apiClients(), services.validation()),
                signed,
                gates(signIns),
                signIns,
                new PlainAnswers(linksFromHost()),
                services.idTokens(),
                settings.limits(),
                random::nextInt);
        return new Edge(
                publicUrl,
                services.dialect(),
                own(refusals, net, new ForwardedHeaders(publicUrl, clients)),
                new DocumentHandler(publicUrl, services.dialect().provided(), services.face(), refusals),
                signed,
                proxy,
                refusals,
                net,
                new RequestLog.Source(clients, services.requestMeters(), services.ticker(), settings.accessLog()));
    }

    private boolean linksFromHost() {
        return services.dialect().provided().linksFromHost();
    }

    private CarriedWriter writer(PublicUrl publicUrl, FlowKeeper keeper, RefusalWriter refusals) {
        Affinities affinities = services.affinities();
        RequestMeters meters = services.requestMeters();
        return new CarriedWriter(
                keeper,
                new LoginRestart(
                        publicUrl,
                        affinities,
                        services.dialect(),
                        services.serving(),
                        services.planner(),
                        meters,
                        services.face().issuer()),
                new AnswerWriter(publicUrl, linksFromHost() ? services.bases() : Map.of()),
                new Explanations(services.dialect().replica(), affinities.primary(), meters),
                refusals,
                new WriteRefusals(
                        publicUrl, services.dialect(), services.serving(), affinities.cookies(), refusals, meters),
                services.cors());
    }

    private AnswerGates gates(SignIns signIns) {
        SourceRate rate = new SourceRate(services.ticker(), random.nextInt());
        return new AnswerGates(
                new SignOuts(services.validation(), services.journal(), rate, services.clock()),
                new RefreshTokens(services.revocations()),
                new TokenAnswers(services.revocations()),
                signIns,
                new CredentialChanges(services.guard(), services.validation()));
    }

    private FlowKeeper keeper(PublicUrl publicUrl) {
        Affinities affinities = services.affinities();
        Set<String> issuers = services.validation().issuers().stream()
                .map(TrustedIssuer::issuer)
                .collect(Collectors.toSet());
        return new FlowKeeper(
                affinities,
                new ClientReturns(affinities.hints(), issuers, services.face().issuer()),
                new Redirects(publicUrl, services.bases()),
                this::isLoginStep,
                this::flowId);
    }

    private boolean isLoginStep(String path) {
        Route route = services.dialect().route("GET", path);
        return route != null
                && route.operation().hints().isBrowserStep()
                && route.operation().flow() == Flow.PART;
    }

    /** Tells the logins of one browser apart; no secret. */
    private String flowId() {
        return Long.toUnsignedString(random.nextLong(), 36);
    }

    /** Up to a quarter later than the estimate: those who were refused together must not come back together. */
    private int retryAfterSeconds(Refusal refusal) {
        Comeback comeback = services.serving().comeback();
        int estimate = refusal == Refusal.WRITE_REFUSED ? comeback.writeSeconds() : comeback.otherSeconds();
        return estimate + random.nextInt(estimate / 4 + 2);
    }

    private OwnEndpoints own(RefusalWriter refusals, BugNet net, ForwardedHeaders forwarded) {
        ValidateHandler validate = new ValidateHandler(
                services.validation(),
                settings.defaultPolicy(),
                settings.policies(),
                services.tokenMeters(),
                refusals,
                net,
                services.ticker());
        IntrospectHandler introspect = new IntrospectHandler(
                settings.introspection(),
                settings.introspection().asksRegion() ? region(forwarded) : null,
                services.validation(),
                services.tokenMeters(),
                refusals,
                net,
                settings.limits(),
                services.ticker());
        FrontEndpoints front = new FrontEndpoints(services.front().capabilities(), streams, vertx, random::nextInt);
        return new OwnEndpoints(
                validate,
                introspect,
                front,
                services.serving(),
                services.bases().keySet(),
                refusals);
    }

    private RegionIntrospection region(ForwardedHeaders forwarded) {
        return new RegionIntrospection(
                services.dialect(),
                services.serving(),
                services.planner(),
                services.carrier(),
                forwarded,
                new FlowBinder(services.affinities()),
                services.validation().issuers(),
                services.revocations(),
                random::nextInt);
    }
}
