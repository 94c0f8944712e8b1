package io.sallyport.config.file;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which issuers a region has, and what may be said of one under {@code validation.issuers}. */
final class IssuerRules {

    private IssuerRules() {}

    static void check(Place root) {
        List<Place> regions = root.key("regions").items();
        regions.forEach(region -> hasIssuers(root, region));
        List<Place> issuers = root.key("validation").key("issuers").items();
        Set<String> signing = regions.stream()
                .flatMap(region -> region.key("issuers").items().stream())
                .map(issuer -> issuer.node().asText())
                .collect(Collectors.toSet());
        issuers.forEach(issuer -> signs(signing, issuer.key("issuer")));
        RegionRules.unique(issuers, "issuer");
        issuers.forEach(issuer -> issuer.key("jwks").items().forEach(url -> source(root, url)));
    }

    private static void hasIssuers(Place root, Place region) {
        Place issuers = region.key("issuers");
        if (region.node().isObject() && !issuers.present()) {
            issuers.refuse(
                    root.key("dialect").is("cognito")
                            ? "is required where region and pool are not named like an AWS region, as us-west-2"
                            : "is required");
        }
    }

    private static void signs(Set<String> signing, Place issuer) {
        issuer.text()
                .filter(text -> !signing.contains(text))
                .ifPresent(text -> issuer.refuse("must be an issuer of a region, exactly; there are "
                        + signing.stream().sorted().collect(Collectors.joining(", "))));
    }

    /** Who can put keys there can sign in the issuer's name. */
    private static void source(Place root, Place url) {
        UrlRules.web(url);
        Optional<URI> uri = url.text().flatMap(UrlRules::parse);
        uri.filter(given -> UrlRules.isHttp(given) && !Addresses.isLoopback(given.getHost()))
                .ifPresent(given -> url.refuse("must be https; http is for loopback alone"));
        root.key("publicUrl")
                .text()
                .filter(own ->
                        url.text().filter(text -> text.startsWith(own + "/")).isPresent())
                .ifPresent(own -> url.refuse("must be the provider's, not the gateway's own"));
    }
}
