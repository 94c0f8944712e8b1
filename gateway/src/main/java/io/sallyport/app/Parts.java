package io.sallyport.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.admin.api.Api;
import io.sallyport.config.SallyportConfig;
import io.sallyport.edge.Affinities;
import io.sallyport.edge.ConnectionLimit;
import io.sallyport.edge.EdgeServer;
import io.sallyport.edge.LearnedCors;
import io.sallyport.edge.PublicUrl;
import io.sallyport.edge.front.Capabilities;
import io.sallyport.edge.front.Front;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Decision;
import io.sallyport.failover.RegionName;
import io.sallyport.guard.Guard;
import io.sallyport.guard.source.SourcePlaces;
import io.sallyport.journal.AsyncJournal;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.keys.JwksKeys;
import io.sallyport.keys.KeysSeams;
import io.sallyport.metrics.GuardMeters;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.metrics.StreamMeters;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.oidc.ProviderFace;
import io.sallyport.oidc.affinity.FlowCookies;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.affinity.RegionHints;
import io.sallyport.oidc.reissue.GatewayKeys;
import io.sallyport.oidc.reissue.IdTokens;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.proxy.Carrier;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.SealedLastServing;
import io.sallyport.serving.Seams;
import io.sallyport.serving.Serving;
import io.sallyport.serving.Warmth;
import io.sallyport.serving.history.SealedHistory;
import io.sallyport.time.Ticker;
import io.sallyport.time.Wall;
import io.sallyport.token.SignatureChecker;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Region;
import io.sallyport.upstream.RegionSettings;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Everything behind the listeners, put together. */
final class Parts {

    /** Names of what the gateway answers itself, beside the dialect's operations. */
    private static final List<String> OWN_OPERATIONS =
            List.of("discovery", "jwks", "validate", "introspection", "region-health", "capabilities", "events");

    private final AsyncJournal journal;
    private final HttpClient keysClient;
    private final JwksKeys keys;
    private final IdTokens idTokens;
    private final Map<RegionName, Region> regions = new LinkedHashMap<>();
    private final RevocationParts revocations;
    private final Serving serving;
    private final Warmth warmth;
    private final ProviderFace face;
    private final EdgeServer.Settings edge;
    private final EdgeServer.Services services;
    private final Api.Services operators;

    Parts(
            Vertx vertx,
            SallyportConfig config,
            Dialect dialect,
            Gateway.Store store,
            AsyncJournal journal,
            MeterRegistry registry,
            SignatureChecker signatures,
            Consumer<Decision> listener) {
        this.journal = journal;
        Settings settings = new Settings(config, dialect.provided());
        Ticker ticker = Ticker.system();
        List<RegionSettings> regionSettings = settings.regions();
        List<String> names =
                regionSettings.stream().map(region -> region.name().value()).toList();
        RequestMeters requestMeters = new RequestMeters(registry, operations(dialect));
        RegionMeters regionMeters = new RegionMeters(registry, names, states());
        TokenMeters tokenMeters = new TokenMeters(registry, settings.tokens().issuers());

        int held = config.limits().heldResponse().toInt();
        regionSettings.forEach(each -> regions.put(each.name(), new Region(vertx, each, held, this::breakerChanged)));
        revocations = new RevocationParts(
                vertx,
                config,
                dialect,
                settings.askable(regions),
                settings.tokens().issuers(),
                journal,
                tokenMeters,
                ticker);
        serving = new Serving(
                vertx,
                settings.serving(),
                regions,
                dialect.probes(),
                regionMeters,
                ticker,
                new DecisionLog().andThen(listener),
                new Seams(
                        new SealedLastServing(journal, Wall.system()),
                        new SealedHistory(journal),
                        Wall.system(),
                        requestMeters::totals,
                        revocations.journal()::isPendingToPrimary));
        warmth = new Warmth(vertx, settings.warmth(), serving::view, regions.values(), dialect.probes());

        keysClient = vertx.createHttpClient(JwksKeys.clientOptions());
        KeysSeams seams = new KeysSeams(
                new JournalLastGood(store.journal(), journal),
                new KeyEvents(tokenMeters),
                ticker,
                Wall.system(),
                new SecureRandom());
        DeniedKeys denied =
                new DeniedKeys(config.validation().deniedKeys(), new JournalDenials(store.journal(), journal));
        GatewayKeys own = store.own();
        keys = new JwksKeys(
                vertx, keysClient, settings.tokens().keys(), seams, denied, own == null ? null : own.published());
        idTokens = OwnSignature.tokens(vertx, settings, store, signatures, keys, denied, tokenMeters);
        keys.issuers().forEach(issuer -> tokenMeters.jwksAge(issuer, () -> keys.ageSeconds(issuer)));
        face = new ProviderFace(
                vertx,
                settings.face(),
                settings.sources(regions),
                (method, path) -> dialect.route(method, path) != null,
                keys::publicJwks,
                new JournalLastDiscovery(store.journal(), journal));

        RoutePlanner planner = new RoutePlanner(regions, serving::flowDrilled);
        edge = settings.edge();
        services = new EdgeServer.Services(
                dialect,
                serving,
                planner,
                new Carrier(serving, planner, settings.deadlines(), requestMeters, ticker),
                affinities(settings, store.ring(), dialect, ticker),
                face,
                CachedValidation.of(vertx, config, settings, signatures, keys, revocations.list(), tokenMeters, ticker),
                idTokens,
                revocations.list(),
                revocations.journal(),
                new Guard(settings.guard(), ticker, new SecureRandom(), new GuardMeters(registry)),
                new LearnedCors(),
                front(config, settings, dialect, registry, ticker),
                regions.values().stream()
                        .collect(Collectors.toMap(
                                Region::name, region -> region.settings().oidc().url())),
                apis(),
                requestMeters,
                tokenMeters,
                ticker,
                Wall.system(),
                new ConnectionLimit(config.listen().maxConnections()));
        operators = new Api.Services(
                serving::snapshot,
                serving::decisions,
                serving::outages,
                serving::order,
                denied,
                revocations.journal(),
                settings.tokens().issuers(),
                Wall.system());
    }

    /** How the listeners for clients listen and answer. */
    EdgeServer.Settings edge() {
        return edge;
    }

    /** What the listeners for clients ask. */
    EdgeServer.Services services() {
        return services;
    }

    /** What the admin API asks and orders. */
    Api.Services operators() {
        return operators;
    }

    /** Whether a token could be judged. */
    boolean hasKeys() {
        return keys.inHand();
    }

    Future<Void> start() {
        Future<Void> keysInHand =
                keys.start().recover(unreadable -> Future.failedFuture(JournalDenials.refusal(unreadable)));
        return revocations
                .open()
                .compose(known -> Future.join(keysInHand, face.start(), serving.start()))
                .onSuccess(decided -> {
                    warmth.start();
                    revocations.start(serving::view);
                })
                .mapEmpty();
    }

    Future<Void> close() {
        face.close();
        return warmth.close()
                .eventually(serving::close)
                .eventually(idTokens::close)
                .eventually(revocations::close)
                .eventually(keys::close)
                .eventually(keysClient::close)
                .eventually(() ->
                        Future.join(regions.values().stream().map(Region::close).toList()))
                .eventually(journal::close);
    }

    private void breakerChanged(RegionName region, Plane plane, CircuitBreakerState state) {
        serving.attempts().breakerChanged(region, plane, state);
    }

    private static Affinities affinities(Settings settings, KeyRing ring, Dialect dialect, Ticker ticker) {
        List<RegionName> regions = settings.askable();
        PublicUrl publicUrl = settings.edge().publicUrl();
        return new Affinities(
                new RegionHints(ring, regions, dialect.affinity(), ticker),
                new FlowCookies(ring, regions, Wall.system(), URI.create(publicUrl.text())),
                regions,
                dialect.affinity());
    }

    private Map<RegionName, String> apis() {
        Map<RegionName, String> apis = new LinkedHashMap<>();
        for (Region region : regions.values()) {
            Endpoint api = region.settings().api();
            if (api != null) {
                apis.put(region.name(), api.url());
            }
        }
        return apis;
    }

    private Front front(
            SallyportConfig config, Settings settings, Dialect dialect, MeterRegistry registry, Ticker ticker) {
        Capabilities capabilities = new Capabilities(
                settings.capabilities(),
                dialect.replica().lacks(),
                serving::view,
                serving::decisions,
                ticker,
                Wall.system());
        SourcePlaces streams = new SourcePlaces(
                config.capabilities().streams(), config.capabilities().streamsPerAddress());
        return new Front(capabilities, streams, new StreamMeters(registry));
    }

    private static Set<String> operations(Dialect dialect) {
        Set<String> names = new HashSet<>(OWN_OPERATIONS);
        dialect.operations().stream().map(Operation::name).forEach(names::add);
        return names;
    }

    private static List<String> states() {
        return Arrays.stream(ControllerState.Name.values())
                .map(ControllerState.Name::tag)
                .toList();
    }
}
