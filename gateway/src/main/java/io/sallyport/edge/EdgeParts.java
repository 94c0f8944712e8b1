package io.sallyport.edge;

import io.sallyport.edge.front.EventStreams;
import io.sallyport.failover.Comeback;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Route;
import io.sallyport.token.TrustedIssuer;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The handlers of one event loop's listener, put together. */
final class EdgeParts {

    private final Vertx vertx;
    private final EdgeServer.Settings settings;
    private final EdgeServer.Services services;
    private final EventStreams streams;
    private final RandomGenerator random;

    EdgeParts(
            Vertx vertx,
            EdgeServer.Settings settings,
            EdgeServer.Services services,
            EventStreams streams,
            RandomGenerator random) {
        this.vertx = vertx;
        this.settings = settings;
        this.services = services;
        this.streams = streams;
        this.random = random;
    }

    /** What answers requests. */
    Edge edge() {
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
                opinions(),
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

    private SecondOpinions opinions() {
        return new SecondOpinions(
                services.affinities(),
                services.serving(),
                services.planner(),
                services.carrier(),
                services.validation(),
                services.requestMeters());
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
                opinions(),
                forwarded,
                new FlowBinder(services.affinities()),
                services.validation().issuers(),
                services.revocations(),
                random::nextInt);
    }
}
