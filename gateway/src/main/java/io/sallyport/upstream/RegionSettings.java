package io.sallyport.upstream;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Plane;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is configured of a region.
 *
 * @param oidc base of authorize, token and pages
 * @param keys base of discovery and JWKS
 * @param api the JSON API, where the provider has one
 * @param connectTimeout time for a connection to be made, TLS included
 * @param longestAttempt the longest deadline that any attempt is given
 * @param bulkhead requests in flight at most
 * @param isReplica whether it is read-only
 * @param publicOrigin scheme, host and port of the gateway's public URL, as a browser writes an origin
 */
public record RegionSettings(
        RegionName name,
        Endpoint oidc,
        Endpoint keys,
        @Nullable Endpoint api,
        Duration connectTimeout,
        Duration longestAttempt,
        int bulkhead,
        boolean isReplica,
        String publicOrigin) {

    /** Of the primary. */
    public RegionSettings(
            RegionName name,
            Endpoint oidc,
            Endpoint keys,
            @Nullable Endpoint api,
            Duration connectTimeout,
            Duration longestAttempt,
            int bulkhead,
            String publicOrigin) {
        this(name, oidc, keys, api, connectTimeout, longestAttempt, bulkhead, false, publicOrigin);
    }

    /** The endpoint that serves a plane; the OIDC endpoint where the plane has none of its own. */
    public Endpoint endpoint(Plane plane) {
        return switch (plane) {
            case KEYS -> keys;
            case API -> api == null ? oidc : api;
            case LOGIN, TOKEN -> oidc;
        };
    }
}
