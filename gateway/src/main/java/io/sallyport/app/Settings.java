package io.sallyport.app;

import io.sallyport.config.Cidr;
import io.sallyport.config.CognitoPool;
import io.sallyport.config.Drill;
import io.sallyport.config.Issuer;
import io.sallyport.config.IssuerValidation;
import io.sallyport.config.Region;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Validation;
import io.sallyport.edge.EdgeServer;
import io.sallyport.edge.Introspection;
import io.sallyport.edge.Limits;
import io.sallyport.edge.PublicUrl;
import io.sallyport.failover.Policy;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Topology;
import io.sallyport.failover.WeeklyDrill;
import io.sallyport.keys.IssuerSource;
import io.sallyport.keys.KeysSettings;
import io.sallyport.keys.SourceUrl;
import io.sallyport.oidc.ProviderFace;
import io.sallyport.operation.Plane;
import io.sallyport.proxy.Deadlines;
import io.sallyport.serving.Serving;
import io.sallyport.serving.Warmth;
import io.sallyport.token.Algorithm;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.RegionSettings;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Maps the configuration to each package's own settings. Nothing is decided here. */
final class Settings {

    private static final String JWKS_PATH = "/.well-known/jwks.json";
    private static final Duration DISCOVERY_RETRY = Duration.ofSeconds(1);

    /** Some servers close what was idle for five seconds. */
    private static final Duration WARMING = Duration.ofSeconds(4);

    private final SallyportConfig config;

    Settings(SallyportConfig config) {
        this.config = config;
    }

    List<RegionSettings> regions() {
        return config.regions().stream().map(this::region).toList();
    }

    private RegionSettings region(Region region) {
        return new RegionSettings(
                new RegionName(region.name()),
                Endpoint.of(region.oidc()),
                Endpoint.of(region.keys()),
                region.api() == null ? null : Endpoint.of(region.api()),
                config.timeouts().connect(),
                config.timeouts().longAttempt(),
                config.limits().bulkhead(),
                new PublicUrl(config.publicUrl()).origin());
    }

    Serving.Settings serving() {
        Map<Plane, Duration> slowAfter = Map.of(
                Plane.LOGIN, config.slowAfter().login(),
                Plane.TOKEN, config.slowAfter().token(),
                Plane.API, config.slowAfter().api(),
                Plane.KEYS, config.slowAfter().keys());
        return new Serving.Settings(
                topology(),
                policy(),
                config.probes().interval(),
                config.probes().suspicion(),
                config.probes().timeout(),
                config.probes().clientId(),
                slowAfter,
                Optional.ofNullable(config.failover().drill()).map(Settings::weekly));
    }

    private static WeeklyDrill weekly(Drill drill) {
        return new WeeklyDrill(
                drill.day(),
                drill.start(),
                drill.duration(),
                drill.zone(),
                Optional.ofNullable(drill.region()).map(RegionName::new),
                drill.percent(),
                drill.maxFailedPercent());
    }

    Warmth.Settings warmth() {
        return new Warmth.Settings(
                WARMING, config.probes().timeout(), config.probes().clientId());
    }

    /** The regions that may get a request, the primary first. */
    List<RegionName> askable() {
        return topology().active().stream()
                .map(io.sallyport.failover.Region::name)
                .toList();
    }

    private Topology topology() {
        return new Topology(
                watched(config.primary()),
                config.replicas().stream().map(Settings::watched).toList());
    }

    private static io.sallyport.failover.Region watched(Region region) {
        EnumSet<Plane> planes = EnumSet.of(Plane.LOGIN, Plane.TOKEN, Plane.KEYS);
        if (region.api() != null) {
            planes.add(Plane.API);
        }
        boolean isActive = region.activation() == Region.Activation.ACTIVE;
        return new io.sallyport.failover.Region(new RegionName(region.name()), isActive, planes);
    }

    private Policy policy() {
        Policy defaults = Policy.defaults();
        var failover = config.failover();
        return new Policy(
                Policy.Mode.valueOf(failover.mode().name()),
                failover.recoveryWindow(),
                failover.minimumStay(),
                failover.minimumStayCap(),
                defaults.relapseWindow(),
                defaults.stayReset(),
                failover.steps(),
                failover.step(),
                failover.transitionsPerHour(),
                defaults.startupLimit(),
                defaults.recommendationLife(),
                defaults.healthKept());
    }

    Deadlines deadlines() {
        return new Deadlines(
                config.timeouts().attempt(),
                config.timeouts().longAttempt(),
                config.timeouts().total());
    }

    /** The issuers, each once, with every region that signs with it. */
    Set<String> issuers() {
        return sources().keySet();
    }

    KeysSettings keys() {
        List<IssuerSource> issuers = sources().entrySet().stream()
                .map(entry -> new IssuerSource(entry.getKey(), entry.getValue()))
                .toList();
        KeysSettings defaults = KeysSettings.of(issuers);
        return new KeysSettings(
                issuers,
                config.validation().refresh(),
                config.validation().maxStale(),
                defaults.lookInterval(),
                defaults.unknownMemory(),
                defaults.timeout(),
                defaults.maxBytes());
    }

    private Map<String, List<SourceUrl>> sources() {
        Map<String, List<SourceUrl>> sources = regionalSources();
        sources.forEach((issuer, urls) -> further(issuer)
                .filter(url -> urls.stream().noneMatch(known -> known.url().equals(url)))
                .distinct()
                .toList()
                .forEach(url -> urls.add(new SourceUrl(null, url))));
        return sources;
    }

    /** Places of an issuer's keys that are no one region's. */
    private Stream<URI> further(String issuer) {
        boolean isUpdated = config.pool() != null
                && new CognitoPool(config.pool()).updatedIssuer().equals(issuer);
        return Stream.concat(
                isUpdated ? Stream.of(URI.create(issuer + JWKS_PATH)) : Stream.empty(),
                own(issuer).stream().flatMap(own -> own.jwks().stream()));
    }

    private Optional<IssuerValidation> own(String issuer) {
        return config.validation().issuers().stream()
                .filter(own -> own.issuer().equals(issuer))
                .findFirst();
    }

    private Map<String, List<SourceUrl>> regionalSources() {
        return config.regions().stream()
                .flatMap(region -> region.issuers().stream().map(issuer -> Map.entry(issuer, source(region))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static SourceUrl source(Region region) {
        return new SourceUrl(new RegionName(region.name()), URI.create(region.keys() + JWKS_PATH));
    }

    List<TrustedIssuer> trustedIssuers() {
        Validation all = config.validation();
        return issuers().stream()
                .map(issuer -> own(issuer)
                        .map(Settings::trusted)
                        .orElseGet(() -> trusted(issuer, all.algorithms(), all.tokenTypes(), all.skew())))
                .toList();
    }

    private static TrustedIssuer trusted(IssuerValidation own) {
        return trusted(own.issuer(), own.algorithms(), own.tokenTypes(), own.skew())
                .withParties(
                        new io.sallyport.token.Policy.Parties(Set.copyOf(own.audiences()), Set.copyOf(own.clients())));
    }

    private static TrustedIssuer trusted(String issuer, List<String> algorithms, List<String> types, Duration skew) {
        Set<Algorithm> named = algorithms.stream()
                .map(Algorithm::named)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return TrustedIssuer.of(issuer)
                .withAlgorithms(named)
                .withTokenTypes(Set.copyOf(types))
                .withSkew(skew);
    }

    ProviderFace.Settings face() {
        return new ProviderFace.Settings(
                config.publicUrl().toString(),
                discoveredIssuer(),
                config.validation().refresh(),
                DISCOVERY_RETRY);
    }

    /** The primary's first; where all regions sign with one, the first that is all regions'. */
    private String discoveredIssuer() {
        boolean isShared = config.issuer().mode() == Issuer.Mode.SHARED;
        return config.primary().issuers().stream()
                .filter(issuer -> !isShared
                        || config.regions().stream()
                                .allMatch(region -> region.issuers().contains(issuer)))
                .findFirst()
                .orElseThrow();
    }

    EdgeServer.Settings edge() {
        return new EdgeServer.Settings(
                new PublicUrl(config.publicUrl()),
                config.listen().host(),
                config.listen().port(),
                limits(),
                config.listen().idleTimeout(),
                config.cors().origins(),
                config.trustedProxies().stream().map(Settings::network).toList(),
                policy(config.validation().defaultPolicy()),
                config.validation().policies().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> policy(entry.getValue()))),
                introspection(),
                apiClients(),
                config.log().access());
    }

    private Introspection introspection() {
        var own = config.introspection();
        boolean asksRegion = own.mode() == io.sallyport.config.Introspection.Mode.REGION_FIRST;
        return new Introspection(
                asksRegion,
                own.clients().stream()
                        .map(client -> new Introspection.Client(
                                client.id(), client.secret().reveal(), policy(client.policy())))
                        .toList());
    }

    private io.sallyport.token.Policy policy(@Nullable String name) {
        io.sallyport.config.Policy named =
                name == null ? null : config.validation().policies().get(name);
        return policy(named == null ? config.validation().defaultPolicy() : named);
    }

    /** Every client that the configuration names is one of the pool's. */
    private Set<String> apiClients() {
        Set<String> clients = new HashSet<>(config.clients());
        clients.add(config.probes().clientId());
        clients.addAll(config.validation().defaultPolicy().clients());
        config.validation().policies().values().forEach(policy -> clients.addAll(policy.clients()));
        return clients;
    }

    private Limits limits() {
        return new Limits(
                config.listen().maxBody().bytes(),
                config.limits().bufferedBody().toInt(),
                config.listen().maxHeaders().toInt());
    }

    private static EdgeServer.TrustedNetwork network(Cidr cidr) {
        return new EdgeServer.TrustedNetwork(cidr.network(), cidr.prefixLength());
    }

    private static io.sallyport.token.Policy policy(io.sallyport.config.Policy policy) {
        return io.sallyport.token.Policy.of(
                Set.copyOf(policy.audiences()), Set.copyOf(policy.clients()), Set.copyOf(policy.scopes()));
    }
}
