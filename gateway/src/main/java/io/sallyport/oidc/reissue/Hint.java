package io.sallyport.oidc.reissue;

import io.sallyport.failover.RegionName;
import org.jspecify.annotations.Nullable;

/** What an ID token that came back turned out to be. */
sealed interface Hint {

    /**
     * Nobody's that is known, or a region's own: it stays as it is.
     *
     * @param home where its session is; null where it does not tell
     */
    record AsIssued(@Nullable Home home) implements Hint {}

    /**
     * The gateway's.
     *
     * @param original the one that it was made of, for the region to see
     */
    record Reissued(String original, Home home) implements Hint {}

    /** It claims to be the gateway's. */
    record Forged() implements Hint {}

    /**
     * Where a session is.
     *
     * @param isAlone whether no other region signs under its issuer
     */
    record Home(RegionName region, boolean isAlone) {}
}
