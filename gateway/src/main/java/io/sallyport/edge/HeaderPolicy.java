package io.sallyport.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
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

    /** Set by the client of the region's connection from the message itself. */
    private static final Set<String> MADE_ANEW = Set.of("host", "forwarded", "via", "x-real-ip");

    private static final Set<String> NOT_TO_CLIENTS =
            Set.of("alt-svc", "nel", "report-to", "strict-transport-security", "server");

    private HeaderPolicy() {}

    /** Copies what a region may see of a request's headers. */
    static MultiMap toRegion(MultiMap headers) {
        MultiMap out = MultiMap.caseInsensitiveMultiMap();
        List<String> connection = headers.getAll(HttpHeaders.CONNECTION);
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (mayPass(name, connection) && !MADE_ANEW.contains(name) && !claimsProxy(name)) {
                out.add(header.getKey(), header.getValue());
            }
        }
        return out;
    }

    /** Copies what a client may see of an answer's headers. */
    static void toClient(MultiMap from, MultiMap to) {
        List<String> connection = from.getAll(HttpHeaders.CONNECTION);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (mayPass(name, connection) && !NOT_TO_CLIENTS.contains(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static boolean mayPass(String name, List<String> connection) {
        if (HOP_BY_HOP.contains(name)) {
            return false;
        }
        for (String options : connection) {
            if (isNamed(options, name)) {
                return false;
            }
        }
        return true;
    }

    /** Also with underscores, which many servers take for the same name. */
    private static boolean claimsProxy(String name) {
        String dashed = name.indexOf('_') < 0 ? name : name.replace('_', '-');
        return dashed.startsWith("x-forwarded-")
                || dashed.startsWith("x-original-")
                || dashed.startsWith("x-auth-")
                || dashed.startsWith("x-client-cert")
                || dashed.equals("x-rewrite-url");
    }

    private static boolean isNamed(String connection, String name) {
        int from = 0;
        while (from <= connection.length()) {
            int comma = connection.indexOf(',', from);
            int end = comma < 0 ? connection.length() : comma;
            String option = connection.substring(from, end).trim();
            if (option.equalsIgnoreCase(name)) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }
}
