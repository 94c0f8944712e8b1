package io.sallyport.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers cross the gateway, both ways. Hop-by-hop headers (RFC 9110 §7.6.1) and those named by {@code Connection}
 * never do; what claims to come from a proxy in front is made anew; what would bind a client to a region's host is
 * dropped.
 */
final class HeaderPolicy {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect");

    /** Made from the message itself, or only ever said by a proxy in front. */
    private static final Set<String> NOT_TO_REGIONS = Set.of(
            "host",
            "content-length",
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "x-forwarded",
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "client-cert",
            "client-cert-chain",
            "x-arr-clientcert");

    private static final List<String> CLAIMS_OF_PROXIES = List.of(
            "x-forwarded-",
            "x-original-",
            "x-auth-",
            "x-client-cert",
            "x-client-verify",
            "x-ssl-",
            "ssl-client-",
            "x-tls-client-",
            "x-amzn-mtls-");

    private static final Set<String> NOT_TO_CLIENTS =
            Set.of("alt-svc", "nel", "report-to", "reporting-endpoints", "strict-transport-security", "server");

    /** Clients and balancers name one or two. */
    private static final int MOST_OPTIONS = 32;

    private HeaderPolicy() {}

    /** Whether {@code Connection} names more than anybody needs, counting empty names, in however many lines. */
    static boolean hasTooManyOptions(MultiMap headers) {
        long options = 0;
        for (String line : headers.getAll(HttpHeaders.CONNECTION)) {
            options += 1 + line.chars().filter(c -> c == ',').count();
        }
        return options > MOST_OPTIONS;
    }

    /**
     * Copies what a region may see of a request's headers. A name with an underscore never crosses: many servers take it
     * for its twin with a dash, which may be one that is made here.
     */
    static MultiMap toRegion(MultiMap headers) {
        MultiMap out = MultiMap.caseInsensitiveMultiMap();
        Set<String> named = namedByConnection(headers);
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (mayPass(name, named) && name.indexOf('_') < 0 && !claimsProxy(name)) {
                out.add(header.getKey(), header.getValue());
            }
        }
        return out;
    }

    /** Copies what a client may see of an answer's headers; all that its {@code Connection} names stays, however much. */
    static void toClient(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (mayPass(name, named) && !NOT_TO_CLIENTS.contains(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static boolean mayPass(String name, Set<String> named) {
        return !HOP_BY_HOP.contains(name) && !named.contains(name);
    }

    /** In lower case; read once a message, so that many names times many headers stay a sum. */
    private static Set<String> namedByConnection(MultiMap headers) {
        List<String> lines = headers.getAll(HttpHeaders.CONNECTION);
        if (lines.isEmpty()) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String line : lines) {
            for (String option : line.split(",", -1)) {
                named.add(option.trim().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }

    private static boolean claimsProxy(String name) {
        if (NOT_TO_REGIONS.contains(name)) {
            return true;
        }
        for (String prefix : CLAIMS_OF_PROXIES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
