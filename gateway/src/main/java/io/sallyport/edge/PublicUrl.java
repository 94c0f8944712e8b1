package io.sallyport.edge;

import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The URL that clients know the gateway by. */
public final class PublicUrl {

    private final String text;
    private final String origin;
    private final String scheme;
    private final String host;
    private final int port;
    private final String basePath;
    private final String rootPath;

    /**
     * Takes it apart.
     *
     * @param url absolute, http or https, without query, fragment and trailing slash
     */
    public PublicUrl(URI url) {
        this(url, "");
    }

    /**
     * Takes it apart.
     *
     * @param url absolute, http or https, without query, fragment and trailing slash
     * @param part its end where it stands for a part of a provider's server, like {@code /realms/x}; else empty
     */
    public PublicUrl(URI url, String part) {
        text = url.toString();
        scheme = url.getScheme();
        host = url.getHost().toLowerCase(Locale.ROOT);
        port = url.getPort() > 0 ? url.getPort() : defaultPort();
        basePath = url.getRawPath() == null ? "" : url.getRawPath();
        if (!basePath.endsWith(part)) {
            throw new IllegalArgumentException(url + " does not end with " + part);
        }
        rootPath = basePath.substring(0, basePath.length() - part.length());
        origin = scheme + "://" + hostHeader();
    }

    private int defaultPort() {
        return scheme.equals("https") ? 443 : 80;
    }

    /** As configured. */
    public String text() {
        return text;
    }

    /** Scheme, host and port as a browser writes them (RFC 6454 §6.1). */
    public String origin() {
        return origin;
    }

    /** Whether clients come by https. */
    public boolean isSecure() {
        return scheme.equals("https");
    }

    String scheme() {
        return scheme;
    }

    int port() {
        return port;
    }

    /** Empty, or begins with a slash and does not end with one. */
    public String basePath() {
        return basePath;
    }

    /** The path of the provider's whole server: the base path, or its beginning. */
    public String rootPath() {
        return rootPath;
    }

    /** The URL of the provider's whole server, without trailing slash. */
    public String root() {
        return origin + rootPath;
    }

    /**
     * The part of a request target (or path) below the root, which is what the provider knows: begins with a slash. Null where
     * the target is not below it.
     */
    @Nullable
    String below(String target) {
        if (rootPath.isEmpty()) {
            return target;
        }
        if (!target.startsWith(rootPath)) {
            return null;
        }
        String rest = target.substring(rootPath.length());
        if (rest.isEmpty() || rest.charAt(0) == '?') {
            return "/" + rest;
        }
        return rest.charAt(0) == '/' ? rest : null;
    }

    /** What a client puts into {@code Host}. */
    String hostHeader() {
        return port == defaultPort() ? host : host + ":" + port;
    }

    /** Whether a request that names this authority means the gateway. */
    boolean isMeantBy(@Nullable HostAndPort authority) {
        if (authority == null || !authority.host().equalsIgnoreCase(host)) {
            return false;
        }
        return authority.port() == port || (authority.port() <= 0 && port == defaultPort());
    }
}
