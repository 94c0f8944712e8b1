package io.sallyport.config.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which regions there must be, and what two of them may not share. */
final class RegionRules {

    private RegionRules() {}

    static void check(Place root) {
        List<Place> regions = root.key("regions").items();
        roles(root.key("regions"), regions);
        regions.forEach(RegionRules::activation);
        unique(regions, "name");
        unique(regions, "oidc");
        apiEverywhere(regions);
        regions.forEach(region -> notPublic(root, region));
        unique(root.key("operations").items(), "on");
    }

    /** Judged only where every role is legible. */
    private static void roles(Place all, List<Place> regions) {
        List<Place> roles = regions.stream().map(region -> region.key("role")).toList();
        if (regions.isEmpty() || roles.stream().anyMatch(role -> role.text().isEmpty())) {
            return;
        }
        List<Place> primaries =
                roles.stream().filter(role -> role.is("primary")).toList();
        if (primaries.isEmpty()) {
            all.refuse("must have exactly one region with role primary; there is none");
        }
        primaries.stream()
                .skip(1)
                .forEach(role -> role.refuse("must have exactly one region with role primary; "
                        + primaries.get(0).path().parent().text() + " is one already"));
        if (primaries.size() == roles.size()) {
            all.refuse("must have at least one region with role replica");
        }
    }

    private static void activation(Place region) {
        Place activation = region.key("activation");
        if (region.key("role").is("primary") && activation.is("inactive")) {
            activation.refuse("must be active: only a replica can be inactive");
        }
    }

    /** A failover must not take the API away. */
    private static void apiEverywhere(List<Place> regions) {
        List<Place> without =
                regions.stream().filter(region -> !region.key("api").present()).toList();
        if (without.size() < regions.size()) {
            without.forEach(region -> region.key("api").refuse("is required where another region has one"));
        }
    }

    /** No two entries have the same value there. */
    static void unique(List<Place> entries, String key) {
        Map<String, Place> seen = new HashMap<>();
        for (Place entry : entries) {
            Place place = entry.key(key);
            place.text()
                    .map(text -> seen.putIfAbsent(text, place))
                    .ifPresent(first ->
                            place.refuse("must not be that of " + first.path().text() + " too"));
        }
    }

    /** A region behind the gateway's own URL would be a loop. */
    private static void notPublic(Place root, Place region) {
        for (String key : List.of("oidc", "keys", "api")) {
            Place place = region.key(key);
            boolean inherited =
                    key.equals("keys") && place.node().equals(region.key("oidc").node());
            if (!inherited && root.key("publicUrl").text().filter(place::is).isPresent()) {
                place.refuse("must be the region's own URL, not publicUrl");
            }
        }
    }
}
