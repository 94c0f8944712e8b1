package io.sallyport.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A Cognito user pool, and the issuers that follow from its id. A replica has the id of its primary, so the id's own region
 * is always the primary's.
 *
 * @param id like us-west-2_AbCdEf123
 */
public record CognitoPool(String id) {

    /** Of the partitions whose host names end in amazonaws.com. */
    private static final Pattern REGION = Pattern.compile("(af|ap|ca|eu|il|me|mx|sa|us(-gov)?)"
            + "-(north|northeast|east|southeast|south|southwest|west|northwest|central)-[1-9]");

    /** Whether that is a region's name whose host names are known. */
    public static boolean isRegion(String name) {
        return REGION.matcher(name).matches();
    }

    /** Whether issuers follow from the id for a region of that name. */
    public boolean hasIssuers(String region) {
        return isRegion(region) && isRegion(home());
    }

    /** What a region may sign with: its original issuer and the updated one, which all regions of the pool share. */
    public List<String> issuers(String region) {
        return List.of(originalIssuer(region), updatedIssuer());
    }

    /** Original form: one a region, and there alone is its JWKS. */
    public String originalIssuer(String region) {
        return "https://cognito-idp." + region + ".amazonaws.com/" + id;
    }

    /** Updated form: the home region's for every region, with the same JWKS in all of them. */
    public String updatedIssuer() {
        return "https://issuer-cognito-idp." + home() + ".amazonaws.com/" + id;
    }

    private String home() {
        return id.substring(0, Math.max(0, id.lastIndexOf('_')));
    }
}
