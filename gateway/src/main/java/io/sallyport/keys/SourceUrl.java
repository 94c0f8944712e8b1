package io.sallyport.keys;

import io.sallyport.failover.RegionName;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One place that publishes an issuer's keys.
 *
 * @param region whose place it is; null where it is no one region's, so that its keys tell no region
 * @param url of the JWKS, absolute
 */
public record SourceUrl(@Nullable RegionName region, URI url) {

    private static final String NO_REGION = "other";

    /** Refuses a URL without scheme or host. */
    public SourceUrl {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException("a JWKS URL is absolute, http or https: " + url);
        }
    }

    /** The {@code source} label: the region's name, else {@code other}. */
    String label() {
        return region == null ? NO_REGION : region.value();
    }

    @Nullable
    String regionName() {
        return region == null ? null : region.value();
    }
}
