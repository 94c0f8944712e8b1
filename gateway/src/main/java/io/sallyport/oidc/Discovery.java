package io.sallyport.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gateway's discovery document (OpenID Connect Discovery 1.0 §3, RFC 8414 §2) out of a region's. An allow-list:
 * a field that the gateway does not know is not promised to clients, since it may name a region or depend on its URL.
 * Pure.
 */
final class Discovery {

    private static final String JWKS_PATH = "/.well-known/jwks.json";

    private static final String ADDRESS = "://";

    /** Endpoints, with the method by which clients call them; in order, so that all nodes write the same document. */
    static final Map<String, String> ENDPOINTS = new TreeMap<>(Map.of(
            "authorization_endpoint", "GET",
            "token_endpoint", "POST",
            "userinfo_endpoint", "GET",
            "revocation_endpoint", "POST",
            "introspection_endpoint", "POST",
            "end_session_endpoint", "GET",
            "pushed_authorization_request_endpoint", "POST",
            "device_authorization_endpoint", "POST",
            "registration_endpoint", "POST"));

    private static final List<String> COPIED = List.of(
            "scopes_supported",
            "grant_types_supported",
            "subject_types_supported",
            "claims_supported",
            "claim_types_supported",
            "acr_values_supported",
            "code_challenge_methods_supported",
            "prompt_values_supported",
            "ui_locales_supported");

    /** RFC 9207 §3. */
    private static final String ISS_PARAMETER = "authorization_response_iss_parameter_supported";

    private static final String ID_TOKEN_ALGORITHMS = "id_token_signing_alg_values_supported";

    /** Lists of which only what works through a gateway is kept. */
    private static final Map<String, Set<String>> FILTERED = new TreeMap<>(Map.of(
            "response_types_supported",
            Set.of("code"),
            "response_modes_supported",
            Set.of("query", "form_post", "fragment"),
            ID_TOKEN_ALGORITHMS,
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"),
            "token_endpoint_auth_methods_supported",
            Set.of("client_secret_basic", "client_secret_post", "none"),
            "revocation_endpoint_auth_methods_supported",
            Set.of("client_secret_basic", "client_secret_post", "none"),
            "introspection_endpoint_auth_methods_supported",
            Set.of("client_secret_basic", "client_secret_post")));

    private final String publicUrl;
    private final String root;
    private final String issuer;
    private final boolean signsIdTokens;
    private final BiPredicate<String, String> isForwarded;

    /**
     * Makes the maker.
     *
     * @param publicUrl the gateway's URL, without trailing slash
     * @param root the URL of the provider's whole server at the gateway, likewise
     * @param issuer what the document names as issuer
     * @param signsIdTokens whether the gateway signs ID tokens anew, by RS256 alone
     * @param isForwarded whether a method and path are forwarded; an endpoint that is not is not named
     */
    Discovery(
            String publicUrl,
            String root,
            String issuer,
            boolean signsIdTokens,
            BiPredicate<String, String> isForwarded) {
        this.publicUrl = publicUrl;
        this.root = root;
        this.issuer = issuer;
        this.signsIdTokens = signsIdTokens;
        this.isForwarded = isForwarded;
    }

    /**
     * The gateway's document.
     *
     * @param regional the region's
     * @param issuers the region's configured issuers
     * @param base where the region's endpoints are; those elsewhere are left out
     * @return empty where the region's document is not that of a configured issuer, or lacks what login needs
     */
    Optional<JsonObject> of(JsonObject regional, Set<String> issuers, String base) {
        if (!issuers.contains(String.valueOf(regional.getValue("issuer")))) {
            return Optional.empty();
        }
        JsonObject made = new JsonObject().put("issuer", issuer);
        ENDPOINTS.forEach((name, method) -> putEndpoint(made, name, method, regional.getValue(name), base));
        made.put("jwks_uri", publicUrl + JWKS_PATH);
        COPIED.forEach(name -> putWords(made, name, regional.getValue(name)));
        if (regional.getValue(ISS_PARAMETER) instanceof Boolean isSent) {
            made.put(ISS_PARAMETER, isSent);
        }
        FILTERED.forEach((name, allowed) -> putFiltered(made, name, regional.getValue(name), allowed));
        if (signsIdTokens) {
            made.remove(ID_TOKEN_ALGORITHMS);
            made.put(ID_TOKEN_ALGORITHMS, new JsonArray().add("RS256"));
        }
        made.put("request_parameter_supported", false).put("request_uri_parameter_supported", false);
        return made.containsKey("authorization_endpoint") && made.containsKey("token_endpoint")
                ? Optional.of(made)
                : Optional.empty();
    }

    private void putEndpoint(JsonObject made, String name, String method, @Nullable Object url, String base) {
        String path = url instanceof String text ? pathUnder(text, List.of(base, root)) : null;
        if (path != null && isForwarded.test(method, path)) {
            made.put(name, root + path);
        }
    }

    /** The path below the first base that has it, a region's or the public one where the provider was told of it; else null. */
    static @Nullable String pathUnder(String url, List<String> bases) {
        for (String base : bases) {
            if (url.startsWith(base + "/") && isPlain(url)) {
                return url.substring(base.length());
            }
        }
        return null;
    }

    private static boolean isPlain(String url) {
        try {
            URI parsed = new URI(url);
            return parsed.getRawQuery() == null && parsed.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Copies a list's words; one that names an address could name the region. */
    private static void putWords(JsonObject made, String name, @Nullable Object value) {
        if (value instanceof JsonArray offered) {
            made.put(name, new JsonArray(words(offered, word -> !word.contains(ADDRESS))));
        }
    }

    private static List<String> words(JsonArray offered, Predicate<String> test) {
        return offered.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(test)
                .toList();
    }

    private static void putFiltered(JsonObject made, String name, @Nullable Object value, Set<String> allowed) {
        if (value instanceof JsonArray offered) {
            made.put(name, new JsonArray(words(offered, allowed::contains)));
        }
    }
}
