package io.sallyport.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token came of: what revocations other than of the very token look at.
 *
 * @param issuer {@code iss}
 * @param subject {@code sub}
 * @param sessionId {@code sid}, else {@code origin_jti} (Cognito)
 * @param tokenId {@code jti}
 * @param authTime {@code auth_time}
 * @param issuedAt {@code iat}
 */
public record Origin(
        String issuer,
        @Nullable String subject,
        @Nullable String sessionId,
        @Nullable String tokenId,
        @Nullable Instant authTime,
        @Nullable Instant issuedAt) {

    /**
     * What a token says that it came of, verified or not: enough for who would refuse it for that, not for who would believe
     * it.
     *
     * @return null where it is no JWS with an issuer and an expiry
     */
    public static @Nullable Origin claimedBy(String token) {
        CompactJws jws = CompactJws.fault(token) == null ? CompactJws.of(token) : null;
        Payload payload = jws == null ? null : Payload.read(jws.payload());
        return payload == null || payload.issuer() == null || !payload.hasExpiry() ? null : of(payload.claims(null));
    }

    static Origin of(Claims claims) {
        return new Origin(
                claims.issuer(),
                claims.subject(),
                claims.sessionId(),
                claims.tokenId(),
                claims.authTime(),
                claims.issuedAt());
    }

    /** When its user signed in as far as it tells: when it was made where it does not say; null where it says neither. */
    @Nullable
    Instant signedIn() {
        return authTime == null ? issuedAt : authTime;
    }

    /** Names nobody: claims are personal data and stay out of logs. */
    @Override
    public String toString() {
        return "Origin[issuer=" + issuer + "]";
    }
}
