package io.sallyport.upstream;

import java.net.URI;

/**
 * Where a plane of a region listens.
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535
 * @param tls whether it speaks TLS; the certificate is always checked against {@code host}
 * @param basePath put in front of every request's path; empty, or begins with a slash and does not end with one
 */
public record Endpoint(String host, int port, boolean tls, String basePath) {

    /** The endpoint at an absolute http or https URL without query. */
    public static Endpoint of(URI url) {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String host = url.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Endpoint(bare, port, tls, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** The URL, without trailing slash. */
    public String url() {
        return origin() + basePath;
    }

    /** The URL's scheme, host and port, as a browser writes an origin (RFC 6454 §6.1). */
    public String origin() {
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        boolean isDefaultPort = port == (tls ? 443 : 80);
        return (tls ? "https://" : "http://") + bracketed + (isDefaultPort ? "" : ":" + port);
    }
}
