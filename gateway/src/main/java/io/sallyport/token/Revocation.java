package io.sallyport.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is revoked. Ids count within their issuer. */
public sealed interface Revocation {

    /** How much a token that is given up takes with it. */
    enum Extent {
        /** The token alone. */
        TOKEN,
        /** Every token of its session. */
        SESSION,
        /** Every token of its subject from sign-ins until now. */
        SUBJECT
    }

    /** Exactly this token, whatever it is. */
    record OfToken(TokenMark mark) implements Revocation {}

    /**
     * The tokens with this {@code jti}.
     *
     * @param expiresAt their {@code exp}; null where it is not known
     */
    record OfTokenId(
            String issuer, String tokenId, @Nullable Instant expiresAt) implements Revocation {}

    /** The tokens of this session. */
    record OfSession(String issuer, String sessionId) implements Revocation {}

    /**
     * The subject's tokens from sign-ins up to a moment, refreshed since or not. Where a token does not tell when its user
     * signed in, those that were issued up to then, and those that do not tell that either.
     *
     * @param signedInUntil compared with {@code auth_time}, else with {@code iat}, which have whole seconds
     */
    record OfSubject(String issuer, String subject, Instant signedInUntil) implements Revocation {}

    /**
     * What a token revokes that was given up. Only a genuine one speaks for more than itself, and it is itself from a
     * sign-in that is meant, though the issuer's clock be ahead of the gateway's.
     *
     * @param verdict on the token, under no policy
     * @param now when it was given up
     */
    static Revocation of(TokenMark mark, Verdict verdict, Extent extent, Instant now) {
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            return new OfToken(mark);
        }
        Claims claims = accepted.claims();
        String session = claims.sessionId();
        String subject = claims.subject();
        String tokenId = claims.tokenId();
        if (extent == Extent.SUBJECT && subject != null) {
            return new OfSubject(claims.issuer(), subject, latest(latest(now, claims.authTime()), claims.issuedAt()));
        }
        if (extent == Extent.SESSION && session != null) {
            return new OfSession(claims.issuer(), session);
        }
        return tokenId == null ? new OfToken(mark) : new OfTokenId(claims.issuer(), tokenId, claims.expiresAt());
    }

    private static Instant latest(Instant one, @Nullable Instant other) {
        return other == null || other.isBefore(one) ? one : other;
    }
}
