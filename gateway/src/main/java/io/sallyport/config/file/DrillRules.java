package io.sallyport.config.file;

import java.time.ZoneId;

/** What a weekly drill needs. */
final class DrillRules {

    private DrillRules() {}

    static void check(Place root, Place drill) {
        Place zone = drill.key("zone");
        zone.text()
                .filter(text -> !ZoneId.getAvailableZoneIds().contains(text))
                .ifPresent(text -> zone.refuse("must be a time zone like UTC or Europe/Berlin"));
        Place region = drill.key("region");
        region.text()
                .filter(name -> root.key("regions").items().stream().noneMatch(each -> isActiveReplica(each, name)))
                .ifPresent(name -> region.refuse("must be the name of an active replica"));
    }

    private static boolean isActiveReplica(Place region, String name) {
        return region.key("name").is(name)
                && region.key("role").is("replica")
                && region.key("activation").is("active");
    }
}
