package io.sallyport.keys;

import io.sallyport.failover.RegionName;
import java.net.URI;

/**
 * One place that publishes an issuer's keys.
 *
 * @param region whose place it is; the {@code source} label
 * @param url of the JWKS, absolute
 */
public record SourceUrl(RegionName region, URI url) {

    /** Refuses a URL without scheme or host. */
    public SourceUrl {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException("a JWKS URL is absolute, http or https: " + url);
        }
    }
}
