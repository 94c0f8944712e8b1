package io.sallyport.regions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegionEvent.SigningKeyPublished;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges tokens that come back. A region accepts what a published key signed under its published issuer, so a replica
 * knows the primary's tokens and, as replication runs one way, the primary does not know the replica's.
 */
public final class AccessTokens {

    private final Directory directory;
    private final InstantSource clock;
    /** By the key they verify with; there are as many as keys were ever published. */
    private final Map<String, RSASSAVerifier> verifiers = new ConcurrentHashMap<>();

    /** Knows the keys and sessions of {@code directory}. */
    public AccessTokens(Directory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** The claims of a live access token; empty for anything else. */
    public Optional<AccessClaims> check(String token) {
        return verified(token, "access")
                .filter(claims -> claims.getExpirationTime().toInstant().isAfter(clock.instant()))
                .flatMap(AccessTokens::read)
                .filter(claims -> !directory.isAccessTokenRevoked(claims.jti()))
                .filter(this::sessionLives);
    }

    /** The claims of an ID token that one of the regions signed, be it expired: what a logout hint needs. */
    public Optional<JWTClaimsSet> idTokenHint(String token) {
        return verified(token, "id");
    }

    private boolean sessionLives(AccessClaims claims) {
        return claims.sid() == null
                || directory.liveSession(claims.sid(), clock.millis()).isPresent();
    }

    private Optional<JWTClaimsSet> verified(String token, String use) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean good = JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    && use.equals(claims.getStringClaim("token_use"))
                    && claims.getExpirationTime() != null
                    && claims.getIssueTime() != null
                    && isSigned(jwt, claims.getIssuer());
            return good ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private boolean isSigned(SignedJWT jwt, @Nullable String issuer) throws JOSEException {
        String kid = jwt.getHeader().getKeyID();
        for (SigningKeyPublished published : directory.publishedKeys()) {
            if (published.issuer().equals(issuer) && published.kid().equals(kid)) {
                return jwt.verify(verifiers.computeIfAbsent(published.jwk(), AccessTokens::verifier));
            }
        }
        return false;
    }

    private static RSASSAVerifier verifier(String jwk) {
        try {
            return new RSASSAVerifier(RSAKey.parse(jwk));
        } catch (ParseException | JOSEException impossible) {
            throw new IllegalStateException("published keys are keys", impossible);
        }
    }

    private static Optional<AccessClaims> read(JWTClaimsSet claims) {
        try {
            return Optional.of(new AccessClaims(
                    claims.getIssuer(),
                    claims.getSubject(),
                    claims.getStringClaim("username"),
                    claims.getStringClaim("client_id"),
                    claims.getStringClaim("scope"),
                    claims.getStringClaim("sid"),
                    claims.getJWTID(),
                    claims.getIssueTime().toInstant(),
                    claims.getExpirationTime().toInstant()));
        } catch (ParseException notOurs) {
            return Optional.empty();
        }
    }
}
