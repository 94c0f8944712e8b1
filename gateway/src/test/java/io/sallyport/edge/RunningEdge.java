package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.edge.front.Capabilities;
import io.sallyport.edge.front.Front;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Input;
import io.sallyport.failover.Policy;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.failover.Topology;
import io.sallyport.guard.Guard;
import io.sallyport.guard.source.Network;
import io.sallyport.guard.source.SourcePlaces;
import io.sallyport.journal.GroupedLog;
import io.sallyport.keys.DenialStore;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.keys.IdTokenValidation;
import io.sallyport.keys.IssuerSource;
import io.sallyport.keys.JwksKeys;
import io.sallyport.keys.KeysObserver;
import io.sallyport.keys.KeysSeams;
import io.sallyport.keys.KeysSettings;
import io.sallyport.keys.LastGood;
import io.sallyport.keys.SourceUrl;
import io.sallyport.keys.TokenValidation;
import io.sallyport.metrics.GuardMeters;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.metrics.RequestTotals;
import io.sallyport.metrics.StreamMeters;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.oidc.ProviderFace;
import io.sallyport.oidc.affinity.FlowCookies;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.affinity.RegionHints;
import io.sallyport.oidc.reissue.GatewayKeys;
import io.sallyport.oidc.reissue.IdTokens;
import io.sallyport.oidc.reissue.Regions;
import io.sallyport.operation.Dialect;
import io.sallyport.operation.DialectTable;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.operation.TableOptions;
import io.sallyport.proxy.Carrier;
import io.sallyport.proxy.Deadlines;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.LastServing;
import io.sallyport.serving.OrderResult;
import io.sallyport.serving.Seams;
import io.sallyport.serving.Serving;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.serving.history.History;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.Revoking;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.time.Ticker;
import io.sallyport.time.Wall;
import io.sallyport.token.Algorithm;
import io.sallyport.token.CachedVerifier;
import io.sallyport.token.IdTokenVerifier;
import io.sallyport.token.RevocationList;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.SignatureChecker;
import io.sallyport.token.TokenMint;
import io.sallyport.token.TokenVerifier;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.token.VerdictCache;
import io.sallyport.token.VerificationKeys;
import io.sallyport.upstream.Breaker;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Region;
import io.sallyport.upstream.RegionSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A data-plane listener with everything behind it, before two scripted regions; the primary serves. */
final class RunningEdge extends EdgeCalls implements AutoCloseable {

    /** What a test may want otherwise. */
    static final class Setup {
        String publicUrl = "http://id.example.com";
        String regionPath = "";
        Limits limits = new Limits(200_000, 65_536, 16_384);
        Duration attempt = Duration.ofSeconds(2);
        Duration longAttempt = Duration.ofSeconds(10);
        int bulkhead = 64;
        List<Network> trusted = List.of();
        List<String> corsOrigins = List.of("https://app.example.com");
        Map<String, io.sallyport.token.Policy> policies = Map.of();
        Introspection introspection = Introspection.NONE;
        Set<Algorithm> algorithms = Set.of(Algorithm.RS256);
        io.sallyport.token.Policy.Parties parties = io.sallyport.token.Policy.Parties.ANY;
        /** In the place of the scripted JWKS. */
        @Nullable
        VerificationKeys keys;

        RandomGenerator random = new SplittableRandom(1);
        int revocations = 100;
        Function<Vertx, GroupedLog> log = vertx -> GroupedLog.IN_MEMORY;
        Set<String> apiClients = Set.of("app");
        boolean hasKeys = true;
        /** Keys that the replica publishes for the issuer as well; none where it publishes nothing. */
        List<TokenMint> replicaKeys = List.of();

        /** Another one that is believed; its keys are nobody's. */
        @Nullable
        String secondIssuer;

        /** Whether ID tokens are signed anew; the replica has an issuer of its own then. */
        boolean reissues;

        /** When ID tokens of regions are judged. */
        Instant now = SampleClaims.NOW;

        KeyRing ring = RING;
        DeniedKeys denied = new DeniedKeys(List.of(), DenialStore.NONE);
        boolean accessLog = true;
        Capabilities.Settings capabilities = new Capabilities.Settings(false, false);
        boolean passesSigned;
        Duration idleTimeout = Duration.ofSeconds(30);
        /** Without them every plane counts as proven. */
        List<ProbeSpec> probes = List.of();

        /** Those of an earlier run. */
        List<DecisionRecord> decisions = List.of();

        int streams = 100;
        int streamsPerAddress = 100;
        Dialect dialect = cognito();
        Guard.Settings guard = new Guard.Settings(USUAL_LOCKOUT, Duration.ofMinutes(15));
        Ticker guardTicker = Ticker.system();
    }

    /** As the configuration has it where it says nothing. */
    static final Guard.LockoutSettings USUAL_LOCKOUT = new Guard.LockoutSettings(
            5, Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofSeconds(8), List.of());

    static final KeyRing RING = KeyRing.create().thatSigns();
    static final TokenMint KEY = TokenMint.rs256("key-1");
    static final String EAST_ISSUER = "https://east.issuer.example";
    static final TokenMint EAST_KEY = TokenMint.rs256("key-2");

    final Vertx vertx = Vertx.vertx();
    final ScriptedRegion west = new ScriptedRegion(vertx);
    final ScriptedRegion east = new ScriptedRegion(vertx);
    final ScriptedRegion jwks = new ScriptedRegion(vertx);
    final ScriptedRegion eastJwks = new ScriptedRegion(vertx);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HttpClient keysClient = vertx.createHttpClient(JwksKeys.clientOptions());
    private final Map<RegionName, Region> regions = new LinkedHashMap<>();
    private final Setup setup;
    private final @Nullable GatewayKeys gatewayKeys;
    private final EdgeServer server;
    private final Serving serving;
    final ProviderFace face;
    final IdTokens idTokens;
    final VerdictCache cache = new VerdictCache(1 << 20, Ticker.system(), VerdictCache.Observer.NONE);
    final RevocationList revocations;
    final RevocationJournal journal;
    final Affinities affinities;

    RunningEdge(Setup setup) {
        this.setup = setup;
        gatewayKeys = setup.reissues
                ? new GatewayKeys(setup.publicUrl, setup.ring.signing().orElseThrow(), null)
                : null;
        revocations = new RevocationList(
                setup.revocations, Duration.ofDays(30), () -> SampleClaims.NOW, RevocationList.Observer.NONE);
        journal = Revoking.on(setup.log.apply(vertx), revocations, () -> SampleClaims.NOW);
        journal.open().await();
        region("us-west-2", west, false);
        region("us-east-1", east, true);
        Dialect dialect = setup.dialect;
        affinities = affinities(dialect);
        RequestMeters requests = new RequestMeters(
                registry, dialect.operations().stream().map(Operation::name).toList());
        serving = serving(new RegionMeters(registry, List.of("us-west-2", "us-east-1"), states()));
        JwksKeys keys = keys();
        face = new ProviderFace(
                vertx,
                new ProviderFace.Settings(
                        setup.publicUrl,
                        setup.publicUrl,
                        setup.reissues ? setup.publicUrl : SampleClaims.ISSUER,
                        setup.reissues,
                        Duration.ofHours(1),
                        Duration.ofHours(1)),
                regions.values().stream()
                        .map(region -> new ProviderFace.Source(region, Set.of(SampleClaims.ISSUER)))
                        .toList(),
                (method, path) -> dialect.route(method, path) != null,
                keys::publicJwks);
        idTokens = idTokens(keys);
        RoutePlanner planner = new RoutePlanner(regions);
        EdgeServer.Services services = new EdgeServer.Services(
                dialect,
                serving,
                planner,
                new Carrier(
                        serving,
                        planner,
                        new Deadlines(setup.attempt, setup.longAttempt, Duration.ofSeconds(12)),
                        requests,
                        Ticker.system()),
                affinities,
                face,
                validation(keys),
                idTokens,
                revocations,
                journal,
                new Guard(setup.guard, setup.guardTicker, new Random(1), new GuardMeters(registry)),
                new LearnedCors(),
                front(dialect),
                bases(),
                bases(),
                requests,
                new TokenMeters(registry, List.of(SampleClaims.ISSUER)),
                Ticker.system(),
                () -> SampleClaims.NOW,
                new ConnectionLimit(Integer.MAX_VALUE));
        server = new EdgeServer(settings(), services, setup.random);
        serving.start().await();
        vertx.deployVerticle(server).await();
    }

    static RunningEdge start() {
        return new RunningEdge(new Setup());
    }

    private void region(String name, ScriptedRegion scripted, boolean isReplica) {
        Endpoint endpoint = Endpoint.of(URI.create(scripted.url() + setup.regionPath));
        RegionSettings settings = new RegionSettings(
                new RegionName(name),
                endpoint,
                endpoint,
                endpoint,
                Duration.ofMillis(500),
                setup.longAttempt,
                setup.bulkhead,
                isReplica,
                new PublicUrl(URI.create(setup.publicUrl)).origin());
        regions.put(settings.name(), new Region(vertx, settings, 65_536, (region, plane, state) -> {}));
    }

    /** The breaker of the primary's plane. */
    Breaker breaker(Plane plane) {
        return Objects.requireNonNull(regions.get(new RegionName("us-west-2"))).breaker(plane);
    }

    /** The breaker of a region's login pages. */
    Breaker breaker(String region) {
        return Objects.requireNonNull(regions.get(new RegionName(region))).breaker(Plane.LOGIN);
    }

    /** Attempts at the primary counted in the meters with an outcome. */
    long attempts(String outcome) {
        return registry.find("sallyport.upstream").tags("region", "us-west-2", "outcome", outcome).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private Affinities affinities(Dialect dialect) {
        List<RegionName> names = List.copyOf(regions.keySet());
        return new Affinities(
                new RegionHints(setup.ring, names, dialect.affinity(), Ticker.system()),
                new FlowCookies(setup.ring, names, Wall.system(), URI.create(setup.publicUrl)),
                names,
                dialect.affinity());
    }

    private Front front(Dialect dialect) {
        Capabilities capabilities = new Capabilities(
                setup.capabilities,
                dialect.replica().lacks(),
                serving::view,
                serving::decisions,
                Ticker.system(),
                () -> SampleClaims.NOW);
        return new Front(
                capabilities, new SourcePlaces(setup.streams, setup.streamsPerAddress), new StreamMeters(registry));
    }

    private Map<RegionName, String> bases() {
        Map<RegionName, String> bases = new LinkedHashMap<>();
        regions.forEach(
                (name, region) -> bases.put(name, region.settings().oidc().url()));
        return bases;
    }

    private static List<String> states() {
        return Arrays.stream(ControllerState.Name.values())
                .map(ControllerState.Name::tag)
                .toList();
    }

    private Serving serving(RegionMeters meters) {
        Set<Plane> planes = Set.of(Plane.values());
        Topology topology = new Topology(
                new io.sallyport.failover.Region(new RegionName("us-west-2"), true, planes),
                List.of(new io.sallyport.failover.Region(new RegionName("us-east-1"), true, planes)));
        Duration tick = Duration.ofMillis(100);
        Map<Plane, Duration> slow = new LinkedHashMap<>();
        planes.forEach(plane -> slow.put(plane, Duration.ofSeconds(5)));
        Serving.Settings settings =
                new Serving.Settings(topology, Policy.defaults(), tick, tick, Duration.ofSeconds(1), "probe", slow);
        History history = new KeptDecisions(setup.decisions);
        Seams seams =
                new Seams(LastServing.NONE, history, () -> SampleClaims.NOW, () -> RequestTotals.NONE, () -> false);
        return new Serving(vertx, settings, regions, setup.probes, meters, Ticker.system(), decision -> {}, seams);
    }

    static Dialect cognito() {
        return dialect("cognito.yaml", Map.of("pool", "us-west-2_pool"));
    }

    static Dialect cognitoWithReplicatedSessions() {
        TableOptions.Declared replicated = new TableOptions.Declared(false, null, null);
        return dialect(
                "cognito.yaml",
                new TableOptions(Map.of("pool", "us-west-2_pool"), true, false, null, replicated, List.of()));
    }

    static Dialect keycloak() {
        return dialect("keycloak.yaml", Map.of("realm", "acme"));
    }

    private static Dialect dialect(String file, Map<String, String> names) {
        return dialect(file, TableOptions.NONE.with(names));
    }

    private static Dialect dialect(String file, TableOptions options) {
        try (InputStream table = Objects.requireNonNull(DialectTable.class.getResourceAsStream(file))) {
            return DialectTable.parse(new String(table.readAllBytes(), StandardCharsets.UTF_8), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JwksKeys keys() {
        jwks.script(call -> call.answer(setup.hasKeys ? 200 : 503, "", TokenMint.jwks(KEY)));
        TokenMint[] replicaKeys =
                setup.replicaKeys.isEmpty() ? new TokenMint[] {EAST_KEY} : setup.replicaKeys.toArray(TokenMint[]::new);
        eastJwks.script(call -> call.answer(setup.hasKeys ? 200 : 503, "", TokenMint.jwks(replicaKeys)));
        SourceUrl west = new SourceUrl(new RegionName("us-west-2"), URI.create(jwks.url() + "/jwks.json"));
        SourceUrl east = new SourceUrl(new RegionName("us-east-1"), URI.create(eastJwks.url() + "/jwks.json"));
        IssuerSource first = new IssuerSource(
                SampleClaims.ISSUER, setup.replicaKeys.isEmpty() ? List.of(west) : List.of(west, east));
        IssuerSource second = new IssuerSource(EAST_ISSUER, List.of(east));
        JwksKeys keys = new JwksKeys(
                vertx,
                keysClient,
                KeysSettings.of(setup.reissues ? List.of(first, second) : List.of(first)),
                new KeysSeams(LastGood.NONE, KeysObserver.NONE, Ticker.system(), () -> SampleClaims.NOW, new Random(1)),
                setup.denied,
                gatewayKeys == null ? null : gatewayKeys.published());
        keys.start().await();
        return keys;
    }

    private IdTokens idTokens(JwksKeys keys) {
        List<TrustedIssuer> issuers = setup.reissues
                ? List.of(TrustedIssuer.of(SampleClaims.ISSUER), TrustedIssuer.of(EAST_ISSUER))
                : List.of(TrustedIssuer.of(SampleClaims.ISSUER));
        IdTokenValidation validation = new IdTokenValidation(
                vertx, new IdTokenVerifier(issuers, SignatureChecker.platform()), keys, () -> setup.now);
        Regions all = new Regions(
                List.copyOf(regions.keySet()),
                Map.of(
                        new RegionName("us-west-2"),
                        Set.of(SampleClaims.ISSUER),
                        new RegionName("us-east-1"),
                        Set.of(setup.reissues ? EAST_ISSUER : SampleClaims.ISSUER)));
        TokenMeters meters = new TokenMeters(registry, List.of());
        return gatewayKeys == null
                ? IdTokens.asIssued(all, validation, meters)
                : IdTokens.reissued(
                        vertx,
                        all,
                        validation,
                        gatewayKeys,
                        setup.denied,
                        setup.ring,
                        SignatureChecker.platform(),
                        meters);
    }

    private TokenValidation validation(JwksKeys keys) {
        TrustedIssuer issuer = TrustedIssuer.of(SampleClaims.ISSUER)
                .withAlgorithms(setup.algorithms)
                .withParties(setup.parties);
        List<TrustedIssuer> issuers =
                setup.secondIssuer == null ? List.of(issuer) : List.of(issuer, TrustedIssuer.of(setup.secondIssuer));
        TokenVerifier verifier = new TokenVerifier(issuers, SignatureChecker.platform());
        VerificationKeys given = setup.keys == null ? keys : setup.keys;
        return new TokenValidation(
                vertx, new CachedVerifier(verifier, given, cache, revocations), keys, () -> SampleClaims.NOW);
    }

    private EdgeServer.Settings settings() {
        return new EdgeServer.Settings(
                new PublicUrl(URI.create(setup.publicUrl)),
                "127.0.0.1",
                0,
                setup.limits,
                setup.idleTimeout,
                setup.corsOrigins,
                setup.trusted,
                io.sallyport.token.Policy.ANY,
                setup.policies,
                setup.introspection,
                setup.apiClients,
                setup.passesSigned,
                setup.accessLog);
    }

    @Override
    RawClient connect() {
        return RawClient.to(server.port());
    }

    /** Gives an order that must be obeyed. */
    void order(Input.Order order) {
        assertThat(serving.order(order).await()).isInstanceOf(OrderResult.Accepted.class);
    }

    /** Moves to the replica until a failback is ordered. */
    void failOver() {
        order(new Input.Failover(new RegionName("us-east-1"), "ann", "a test", Optional.empty()));
    }

    /** Begins the failback. */
    void failBack() {
        order(new Input.Failback("ann", "a test"));
    }

    ServingView view() {
        return serving.view();
    }

    /** Stops the listener alone. */
    Future<Void> drain() {
        return vertx.undeploy(server.deploymentID());
    }

    /** What a counter says. */
    double count(String name, String... tags) {
        return registry.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Requests counted in the access meters with a status. */
    long counted(int status) {
        return registry.find("sallyport.requests").tag("status", Integer.toString(status)).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Override
    public void close() {
        if (vertx.deploymentIDs().contains(server.deploymentID())) {
            drain().await();
        }
        serving.close().await();
        regions.values().forEach(region -> region.close().await());
        vertx.close().await();
    }
}
