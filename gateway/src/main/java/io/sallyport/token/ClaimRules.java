package io.sallyport.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked of believed claims, at first and again on each hit of the cache. */
final class ClaimRules {

    private ClaimRules() {}

    /** Why the claims are refused now; null if they are not. */
    static @Nullable Refusal fault(Claims claims, TrustedIssuer issuer, Policy policy, Instant now) {
        Refusal time = timeFault(claims, issuer, now);
        if (time != null) {
            return time;
        }
        String client = claims.clientId();
        Set<String> audience = claims.audience();
        if (!issuer.parties().admits(client, audience) || !policy.admits(client, audience)) {
            return Refusal.AUDIENCE;
        }
        return claims.scopes().containsAll(policy.scopes()) ? null : Refusal.INSUFFICIENT_SCOPE;
    }

    /**
     * RFC 7519 §4.1.4-6: good from {@code nbf} on and before {@code exp}, each with the issuer's skew; never where it ends before
     * it begins.
     */
    static @Nullable Refusal timeFault(Claims claims, TrustedIssuer issuer, Instant now) {
        Instant expiry = claims.expiresAt();
        if (!now.minus(issuer.skew()).isBefore(expiry)) {
            return Refusal.EXPIRED;
        }
        Instant latest = now.plus(issuer.skew());
        if (isAfter(claims.notBefore(), latest)) {
            return Refusal.NOT_YET_VALID;
        }
        if (isAfter(claims.issuedAt(), latest)) {
            return Refusal.ISSUED_IN_FUTURE;
        }
        return isAfter(claims.issuedAt(), expiry) || isAfter(claims.notBefore(), expiry) ? Refusal.EXPIRED : null;
    }

    private static boolean isAfter(@Nullable Instant time, Instant latest) {
        return time != null && time.isAfter(latest);
    }
}
