package io.sallyport.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The paths of a provider's endpoints, by their names in its discovery document (OpenID Connect Discovery 1.0 §3, RFC 8414 §2):
 * of the first region that gives a good one, else of the one that was kept from an earlier life.
 */
public final class EndpointPaths {

    /** Where the key set is. */
    public static final String JWKS = "jwks_uri";

    /** What a login cannot do without. */
    private static final Set<String> NEEDED = Set.of("authorization_endpoint", "token_endpoint", JWKS);

    private final List<ProviderFace.Source> sources;
    private final String root;

    /**
     * Makes it.
     *
     * @param sources the regions in order of preference
     * @param root the URL by which the gateway stands for the provider's server: a provider that was told of it names it
     */
    public EndpointPaths(List<ProviderFace.Source> sources, String root) {
        this.sources = List.copyOf(sources);
        this.root = root;
    }

    /** The names that there may be. */
    public static List<String> names() {
        return Stream.concat(Discovery.ENDPOINTS.keySet().stream(), Stream.of(JWKS))
                .toList();
    }

    /**
     * Asks the regions, 2 s each at most.
     *
     * @param disk where the document survives a restart
     * @return empty where none gives a good one and none was kept: of a configured issuer, and with the paths of authorization
     *     endpoint, token endpoint and key set below the region's URLs
     */
    public Future<Optional<Map<String, String>>> find(Vertx vertx, LastDiscovery disk) {
        return find(0).compose(found -> found.isPresent()
                ? Future.succeededFuture(found)
                : vertx.executeBlocking(new KeptDiscovery(disk)::load).map(kept -> kept.flatMap(this::of)));
    }

    private Future<Optional<Map<String, String>>> find(int index) {
        if (index == sources.size()) {
            return Future.succeededFuture(Optional.empty());
        }
        ProviderFace.Source source = sources.get(index);
        return RegionDocument.fetch(source.region())
                .map(document -> document.flatMap(one -> of(source, one)))
                .compose(found -> found.isPresent() ? Future.succeededFuture(found) : find(index + 1));
    }

    private Optional<Map<String, String>> of(KeptDiscovery.Kept kept) {
        return sources.stream()
                .filter(source -> source.name().value().equals(kept.region()))
                .findFirst()
                .flatMap(source -> of(source, kept.document()));
    }

    private Optional<Map<String, String>> of(ProviderFace.Source source, JsonObject document) {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String name : names()) {
            String base = name.equals(JWKS) ? source.region().settings().keys().url() : source.base();
            if (document.getValue(name) instanceof String url) {
                String path = Discovery.pathUnder(url, List.of(base, root));
                if (path != null && isLiteral(path)) {
                    paths.put(name, path);
                }
            }
        }
        boolean isGood = source.issuers().contains(String.valueOf(document.getValue("issuer")))
                && paths.keySet().containsAll(NEEDED);
        if (!isGood) {
            RegionDocument.refuse(
                    source.region(),
                    "its issuer is not configured, or authorization endpoint, token endpoint or jwks_uri are not below"
                            + " the region's URLs");
        }
        return isGood ? Optional.of(paths) : Optional.empty();
    }

    /** Whether it means one path, to everybody who reads it, and none of the gateway's own. */
    private static boolean isLiteral(String path) {
        boolean isPlain = path.chars()
                .allMatch(c -> c == '/' || (c < 0x80 && Character.isLetterOrDigit(c)) || "-._~".indexOf(c) >= 0);
        boolean hasDots = (path + '/').contains("/./") || (path + '/').contains("/../");
        return isPlain && !hasDots && !path.startsWith("/-/") && !path.contains("//");
    }
}
