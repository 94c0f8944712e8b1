package io.sallyport.config.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a dialect needs, and what an issuer mode asks of the regions' issuers. */
final class ProviderRules {

    private ProviderRules() {}

    static void check(Place root) {
        belongs(root, "pool", "cognito");
        belongs(root, "realm", "keycloak");
        realm(root);
        Place mode = root.key("issuer").key("mode");
        if (mode.is("shared")) {
            shared(root, mode);
        }
        if (mode.is("reissue")) {
            reissue(root);
        }
    }

    private static void belongs(Place root, String key, String dialect) {
        if (root.key("dialect").text().isEmpty()) {
            return;
        }
        boolean wanted = root.key("dialect").is(dialect);
        if (wanted && !root.key(key).present()) {
            root.key(key).refuse("is required with dialect " + dialect);
        }
        if (!wanted && root.key(key).present()) {
            root.key(key).refuse("is for dialect " + dialect + " alone");
        }
    }

    /** A realm is a part of its server's paths, at the gateway as at the regions. */
    private static void realm(Place root) {
        String end = root.key("realm").text().map(realm -> "/realms/" + realm).orElse("");
        List<Place> urls = new ArrayList<>(List.of(root.key("publicUrl")));
        root.key("regions").items().forEach(region -> {
            urls.add(region.key("oidc"));
            if (!region.key("keys").node().equals(region.key("oidc").node())) {
                urls.add(region.key("keys"));
            }
        });
        urls.stream()
                .filter(url -> url.text().filter(text -> !text.endsWith(end)).isPresent())
                .forEach(url -> url.refuse("must end with " + end + ", as Keycloak's URLs of a realm do"));
    }

    private static void shared(Place root, Place mode) {
        List<Set<String>> issuers = root.key("regions").items().stream()
                .map(region -> region.key("issuers").items().stream()
                        .flatMap(issuer -> issuer.text().stream())
                        .collect(Collectors.toSet()))
                .toList();
        if (issuers.isEmpty() || issuers.stream().anyMatch(Set::isEmpty)) {
            return;
        }
        Set<String> common = new HashSet<>(issuers.get(0));
        issuers.forEach(common::retainAll);
        if (common.isEmpty()) {
            mode.refuse("needs one issuer that all regions list under issuers");
        }
    }

    /** Two signers under one name could not be told apart. */
    private static void reissue(Place root) {
        root.key("regions").items().stream()
                .flatMap(region -> region.key("issuers").items().stream())
                .filter(issuer ->
                        root.key("publicUrl").text().filter(issuer::is).isPresent())
                .forEach(issuer -> issuer.refuse(
                        "must not be publicUrl with issuer.mode reissue: the gateway signs under that name"));
    }
}
