package io.sallyport.app;

import io.sallyport.config.Api;
import io.sallyport.config.Cidr;
import io.sallyport.config.Drill;
import io.sallyport.config.Issuer;
import io.sallyport.config.Region;
import io.sallyport.config.SallyportConfig;
import io.sallyport.edge.EdgeServer;
import io.sallyport.edge.Limits;
import io.sallyport.edge.PublicUrl;
import io.sallyport.edge.front.Capabilities;
import io.sallyport.failover.Policy;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Topology;
import io.sallyport.failover.WeeklyDrill;
import io.sallyport.guard.Guard;
import io.sallyport.guard.source.Network;
import io.sallyport.oidc.ProviderFace;
import io.sallyport.oidc.reissue.Regions;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Provided;
import io.sallyport.proxy.Deadlines;
import io.sallyport.serving.Serving;
import io.sallyport.serving.Warmth;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.RegionSettings;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Maps the configuration to each package's own settings. Nothing is decided here. */
final class Settings {

    private static final Duration DISCOVERY_RETRY = Duration.ofSeconds(1);

    /** Some servers close what was idle for five seconds. */
    private static final Duration WARMING = Duration.ofSeconds(4);

    private final SallyportConfig config;
    private final TokenSettings tokens;

    /**
     * Of a configuration.
     *
     * @param provided where the provider keeps its documents
     */
    Settings(SallyportConfig config, Provided provided) {
        this.config = config;
        this.tokens = new TokenSettings(config, provided.jwks());
    }

    /** The URL that clients use. */
    PublicUrl publicUrl() {
        return new PublicUrl(config.publicUrl(), part());
    }

    /** What of a provider's server the URLs of configuration stand for. */
    private String part() {
        return config.realm() == null ? "" : "/realms/" + config.realm();
    }

    /** The URL of a region's whole server. */
    private URI root(URI url) {
        String text = url.toString();
        return URI.create(text.substring(0, text.length() - part().length()));
    }

    /** Those of issuers, keys and tokens. */
    TokenSettings tokens() {
        return tokens;
    }

    List<RegionSettings> regions() {
        return config.regions().stream().map(this::region).toList();
    }

    private RegionSettings region(Region region) {
        return new RegionSettings(
                new RegionName(region.name()),
                Endpoint.of(root(region.oidc())),
                Endpoint.of(region.keys()),
                region.api() == null ? null : Endpoint.of(region.api()),
                config.timeouts().connect(),
                config.timeouts().longAttempt(),
                config.limits().bulkhead(),
                region.role() == Region.Role.REPLICA,
                publicUrl().origin());
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

    /** The regions as issuers. */
    Regions issuers() {
        return new Regions(
                askable(),
                config.regions().stream()
                        .collect(Collectors.toMap(
                                region -> new RegionName(region.name()), region -> Set.copyOf(region.issuers()))));
    }

    /** The same, each with what it is. */
    <T> Map<RegionName, T> askable(Map<RegionName, T> all) {
        Map<RegionName, T> askable = new LinkedHashMap<>();
        askable().forEach(name -> askable.put(name, Objects.requireNonNull(all.get(name))));
        return askable;
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
                defaults.healthKept(),
                config.revocation().replay().patience());
    }

    /** Of the guard. */
    Guard.Settings guard() {
        return GuardSettings.of(config);
    }

    Deadlines deadlines() {
        return new Deadlines(
                config.timeouts().attempt(),
                config.timeouts().longAttempt(),
                config.timeouts().total());
    }

    ProviderFace.Settings face() {
        return new ProviderFace.Settings(
                config.publicUrl().toString(),
                publicUrl().root(),
                discoveredIssuer(),
                signsIdTokens(),
                config.validation().refresh(),
                DISCOVERY_RETRY);
    }

    /** The regions as sources of the discovery document, in order of preference. */
    List<ProviderFace.Source> sources(Map<RegionName, io.sallyport.upstream.Region> regions) {
        return config.regions().stream()
                .map(region -> new ProviderFace.Source(
                        Objects.requireNonNull(regions.get(new RegionName(region.name()))),
                        Set.copyOf(region.issuers())))
                .toList();
    }

    /** Whether the gateway is an issuer itself. */
    boolean signsIdTokens() {
        return config.issuer().mode() == Issuer.Mode.REISSUE;
    }

    /** The primary's first; where all regions sign with one, the first that is all regions'; the gateway's where it signs. */
    private String discoveredIssuer() {
        if (signsIdTokens()) {
            return config.publicUrl().toString();
        }
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
                publicUrl(),
                config.listen().host(),
                config.listen().port(),
                limits(),
                config.listen().idleTimeout(),
                config.cors().origins(),
                config.trustedProxies().stream().map(Settings::network).toList(),
                tokens.defaultPolicy(),
                tokens.policies(),
                tokens.introspection(),
                tokens.apiClients(),
                config.api().signed() == Api.Signed.PASS_HOST,
                config.log().access());
    }

    Capabilities.Settings capabilities() {
        return new Capabilities.Settings(
                config.capabilities().region(), config.capabilities().since());
    }

    private Limits limits() {
        return new Limits(
                config.listen().maxBody().bytes(),
                config.limits().bufferedBody().toInt(),
                config.listen().maxHeaders().toInt());
    }

    private static Network network(Cidr cidr) {
        return new Network(cidr.network(), cidr.prefixLength());
    }
}
