package io.sallyport.app;

import io.sallyport.config.Cidr;
import io.sallyport.config.Drill;
import io.sallyport.config.Region;
import io.sallyport.config.SallyportConfig;
import io.sallyport.edge.EdgeServer;
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

/** Maps the configuration to each package's own settings. Nothing is decided here. */
final class Settings {

    private static final String JWKS_PATH = "/.well-known/jwks.json";
    private static final Duration DISCOVERY_RETRY = Duration.ofSeconds(1);

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
        Set<Algorithm> algorithms = config.validation().algorithms().stream()
                .map(Algorithm::named)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return issuers().stream()
                .map(issuer -> TrustedIssuer.of(issuer)
                        .withAlgorithms(algorithms)
                        .withSkew(config.validation().skew()))
                .toList();
    }

    ProviderFace.Settings face() {
        return new ProviderFace.Settings(
                config.publicUrl().toString(),
                config.primary().issuers().get(0),
                config.validation().refresh(),
                DISCOVERY_RETRY);
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
                apiClients(),
                config.log().access());
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
