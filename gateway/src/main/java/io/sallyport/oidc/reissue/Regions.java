package io.sallyport.oidc.reissue;

import io.sallyport.failover.RegionName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The regions as issuers.
 *
 * @param askable those that may be asked, the primary first
 * @param issuers of every region
 */
public record Regions(List<RegionName> askable, Map<RegionName, Set<String>> issuers) {

    /** Copies what it is given. */
    public Regions {
        askable = List.copyOf(askable);
        issuers = Map.copyOf(issuers);
    }

    boolean signs(RegionName region, String issuer) {
        return issuers.getOrDefault(region, Set.of()).contains(issuer);
    }

    Hint.Home home(RegionName region, String issuer) {
        long signing = issuers.values().stream()
                .filter(names -> names.contains(issuer))
                .count();
        return new Hint.Home(region, signing == 1);
    }

    boolean isPrimary(RegionName region) {
        return region.equals(askable.get(0));
    }
}
