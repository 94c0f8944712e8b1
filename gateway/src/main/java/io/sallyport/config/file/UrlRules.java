package io.sallyport.config.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What each kind of URL may look like. */
final class UrlRules {

    private static final Set<String> WEB = Set.of("http", "https");

    private UrlRules() {}

    static void check(Place root) {
        publicUrl(root.key("publicUrl"));
        for (Place region : root.key("regions").items()) {
            base(region.key("oidc"));
            if (!region.key("keys").node().equals(region.key("oidc").node())) {
                base(region.key("keys"));
            }
            base(region.key("api"));
            region.key("issuers").items().forEach(UrlRules::web);
        }
        signedPath(root);
        root.key("cors").key("origins").items().forEach(UrlRules::origin);
    }

    /** The URL of a text that is one; empty otherwise. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static void publicUrl(Place place) {
        base(place);
        parsed(place)
                .filter(uri -> !isPlain(uri))
                .ifPresent(uri -> place.refuse("must have scheme and host in lower case and no default port"));
        parsed(place)
                .filter(uri -> isHttp(uri) && !Addresses.isLoopback(uri.getHost()))
                .ifPresent(uri -> place.refuse("must be https; http is for loopback alone"));
    }

    /** A signature covers the path, which is the gateway's where publicUrl has one. */
    private static void signedPath(Place root) {
        Place signed = root.key("api").key("signed");
        boolean hasPath = parsed(root.key("publicUrl"))
                .filter(uri -> !uri.getRawPath().isEmpty())
                .isPresent();
        if (hasPath && signed.is("passHost")) {
            signed.refuse("needs a publicUrl without a path, which a signature would cover");
        }
    }

    /** As clients and the Host header write it, so that it compares exactly. */
    private static boolean isPlain(URI uri) {
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        return uri.getPort() != (isHttp(uri) ? 80 : 443) && origin.equals(origin.toLowerCase(Locale.ROOT));
    }

    private static void base(Place place) {
        web(place);
        parsed(place)
                .filter(uri -> uri.getRawPath().endsWith("/"))
                .ifPresent(uri -> place.refuse("must not end with a slash"));
    }

    /** An http or https URL that names a host and has no user, query or fragment. */
    static void web(Place place) {
        place.text().flatMap(UrlRules::webRule).ifPresent(place::refuse);
    }

    private static Optional<String> webRule(String text) {
        String scheme = text.split(":", 2)[0].toLowerCase(Locale.ROOT);
        if (!WEB.contains(scheme)) {
            return Optional.of("must be an http or https URL");
        }
        Optional<URI> uri = parse(text);
        if (uri.isEmpty() || uri.get().getPort() == 0 || uri.get().getPort() > 65535) {
            return Optional.of("must be a URL with a host, and a port of 1 to 65535 if any");
        }
        if (uri.get().getRawUserInfo() != null) {
            return Optional.of("must not carry a user or password");
        }
        boolean bare = uri.get().getRawQuery() == null && uri.get().getRawFragment() == null;
        return bare ? Optional.empty() : Optional.of("must not have a query or fragment");
    }

    private static void origin(Place place) {
        web(place);
        parsed(place)
                .filter(uri -> !uri.getRawPath().isEmpty() || !isPlain(uri))
                .ifPresent(uri -> place.refuse(
                        "must be an origin like https://app.example.com: no path, lower case, no default port"));
    }

    private static Optional<URI> parsed(Place place) {
        return place.text().flatMap(UrlRules::parse);
    }

    static boolean isHttp(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT).equals("http");
    }
}
