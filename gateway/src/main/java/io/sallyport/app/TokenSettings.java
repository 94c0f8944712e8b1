package io.sallyport.app;

import io.sallyport.config.CognitoPool;
import io.sallyport.config.IssuerValidation;
import io.sallyport.config.Region;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Validation;
import io.sallyport.edge.Introspection;
import io.sallyport.failover.RegionName;
import io.sallyport.keys.IssuerSource;
import io.sallyport.keys.KeysSettings;
import io.sallyport.keys.SourceUrl;
import io.sallyport.token.Algorithm;
import io.sallyport.token.TrustedIssuer;
import java.net.URI;
import java.time.Duration;
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

/** Maps the configuration to the settings of issuers, keys and tokens. */
final class TokenSettings {

    private static final String JWKS_PATH = "/.well-known/jwks.json";

    private final SallyportConfig config;
    private final String jwksPath;

    /**
     * Of a configuration.
     *
     * @param jwksPath of a region's key set, below the base of its keys
     */
    TokenSettings(SallyportConfig config, String jwksPath) {
        this.config = config;
        this.jwksPath = jwksPath;
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

    private SourceUrl source(Region region) {
        return new SourceUrl(new RegionName(region.name()), URI.create(region.keys() + jwksPath));
    }

    List<TrustedIssuer> trustedIssuers() {
        Validation all = config.validation();
        return issuers().stream()
                .map(issuer -> own(issuer)
                        .map(TokenSettings::trusted)
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

    io.sallyport.token.Policy defaultPolicy() {
        return policy(config.validation().defaultPolicy());
    }

    /** Those that have a name. */
    Map<String, io.sallyport.token.Policy> policies() {
        return config.validation().policies().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> policy(entry.getValue())));
    }

    Introspection introspection() {
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
    Set<String> apiClients() {
        Set<String> clients = new HashSet<>(config.clients());
        clients.add(config.probes().clientId());
        clients.addAll(config.validation().defaultPolicy().clients());
        config.validation().policies().values().forEach(policy -> clients.addAll(policy.clients()));
        return clients;
    }

    private static io.sallyport.token.Policy policy(io.sallyport.config.Policy policy) {
        return io.sallyport.token.Policy.of(
                Set.copyOf(policy.audiences()), Set.copyOf(policy.clients()), Set.copyOf(policy.scopes()));
    }
}
