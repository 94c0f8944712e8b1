package io.sallyport.upstream;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Where a browser brings a region's cookie back. What a region says of it is said of its own host and paths; through the
 * gateway a browser would refuse the one and never come by the other.
 */
public final class CookieScope {

    private CookieScope() {}

    /**
     * A region's {@code Set-Cookie} without its domain and with its path as the browser sees it. One that is bound to its host
     * ({@code __Host-}, RFC 6265bis §4.1.3.2) stays: it has no domain, and its path must be {@code /}.
     *
     * @param path the public path of a region's path
     */
    public static String toClient(String setCookie, UnaryOperator<String> path) {
        String[] parts = setCookie.split(";", -1);
        if (RegionCookies.isBoundToHost(parts[0].trim())) {
            return setCookie;
        }
        StringBuilder out = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            switch (name.trim().toLowerCase(Locale.ROOT)) {
                case "domain" -> {}
                case "path" ->
                    out.append("; Path=").append(equals < 0 ? "" : mapped(parts[i].substring(equals + 1), path));
                default -> out.append(';').append(parts[i]);
            }
        }
        return out.toString();
    }

    /** What is no path stands for the request's own (RFC 6265 §5.2.4), which the browser knows as the public one. */
    private static String mapped(String value, UnaryOperator<String> path) {
        String trimmed = value.trim();
        return trimmed.startsWith("/") ? path.apply(trimmed) : trimmed;
    }
}
