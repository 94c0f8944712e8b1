package io.sallyport.token;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges signed access tokens (RFC 7519, RFC 8725, RFC 9068) as a pure function of token, keys, policy and time. */
public final class TokenVerifier {

    private final Map<String, TrustedIssuer> issuers;
    private final SignatureChecker signatures;
    private final HeaderMemory headers = new HeaderMemory();

    /** Believes these issuers; each name once. */
    public TokenVerifier(Collection<TrustedIssuer> issuers, SignatureChecker signatures) {
        this.issuers =
                issuers.stream().collect(Collectors.toUnmodifiableMap(TrustedIssuer::issuer, Function.identity()));
        this.signatures = signatures;
    }

    /**
     * Judges a token from its text.
     *
     * @param token the bearer token as it came, not trimmed
     */
    public Verdict verify(String token, VerificationKeys keys, Policy policy, Instant now) {
        Refusal shape = CompactJws.fault(token);
        if (shape != null) {
            return new Verdict.Refused(shape, null);
        }
        CompactJws jws = CompactJws.of(token);
        JoseHeader header = jws == null ? null : headers.read(jws.header());
        if (jws == null || header == null) {
            return new Verdict.Refused(Refusal.MALFORMED, null);
        }
        Refusal fault = header.fault();
        if (fault != null) {
            return new Verdict.Refused(fault, null);
        }
        Payload payload = Payload.read(jws.payload());
        if (payload == null) {
            return new Verdict.Refused(Refusal.MALFORMED, null);
        }
        return identify(jws, header, payload, keys, policy, now);
    }

    /**
     * Judges a token again whose signature is known to be good: time, key and policy.
     *
     * @param earlier the verdict that {@link #verify} gave on the same text
     */
    public Verdict recheck(Verdict.Accepted earlier, VerificationKeys keys, Policy policy, Instant now) {
        Claims claims = earlier.claims();
        TrustedIssuer issuer = issuers.get(claims.issuer());
        if (issuer == null) {
            return new Verdict.Refused(Refusal.ISSUER, null);
        }
        VerificationKeys.Lookup lookup =
                keys.find(claims.issuer(), earlier.key().kid());
        if (!(lookup instanceof VerificationKeys.Found found)) {
            return withoutKey(lookup, claims.issuer(), earlier.key().kid());
        }
        if (!stillSigns(found, earlier) || !issuer.algorithms().contains(earlier.algorithm())) {
            return new Verdict.Refused(Refusal.UNKNOWN_KEY, claims.issuer());
        }
        Refusal fault = ClaimRules.fault(claims, issuer, policy, now);
        return fault == null ? earlier : new Verdict.Refused(fault, claims.issuer());
    }

    /** Those whose tokens are believed. */
    public Collection<TrustedIssuer> issuers() {
        return issuers.values();
    }

    /** Finds whose token it says it is, and the keys to try. */
    private Verdict identify(
            CompactJws jws, JoseHeader header, Payload payload, VerificationKeys keys, Policy policy, Instant now) {
        TrustedIssuer issuer = payload.issuer() == null ? null : issuers.get(payload.issuer());
        Algorithm algorithm = header.algorithm();
        String kid = header.kid();
        if (issuer == null || kid == null || algorithm == null) {
            return new Verdict.Refused(Refusal.ISSUER, null);
        }
        if (!issuer.algorithms().contains(algorithm)) {
            return new Verdict.Refused(Refusal.ALGORITHM, issuer.issuer());
        }
        VerificationKeys.Lookup lookup = keys.find(issuer.issuer(), kid);
        if (!(lookup instanceof VerificationKeys.Found found)) {
            return withoutKey(lookup, issuer.issuer(), kid);
        }
        Refusal fault = kindFault(header, payload, issuer);
        VerificationKey signer = signer(found, jws, algorithm);
        if (signer == null) {
            return new Verdict.Refused(
                    isSuited(found, algorithm) ? Refusal.SIGNATURE : Refusal.KEY_UNSUITABLE, issuer.issuer());
        }
        if (fault != null) {
            return new Verdict.Refused(fault, issuer.issuer());
        }
        return judge(new Verdict.Accepted(payload.claims(signer.onlyRegion()), signer, algorithm), issuer, policy, now);
    }

    private static Verdict judge(Verdict.Accepted genuine, TrustedIssuer issuer, Policy policy, Instant now) {
        Refusal fault = ClaimRules.fault(genuine.claims(), issuer, policy, now);
        return fault == null ? genuine : new Verdict.Refused(fault, issuer.issuer());
    }

    private static Verdict withoutKey(VerificationKeys.Lookup lookup, String issuer, String kid) {
        return lookup instanceof VerificationKeys.Unsure unsure
                ? new Verdict.Undecided(unsure.doubt(), issuer, kid)
                : new Verdict.Refused(Refusal.UNKNOWN_KEY, issuer);
    }

    private static @Nullable Refusal kindFault(JoseHeader header, Payload payload, TrustedIssuer issuer) {
        if (!issuer.takesType(header.type()) || !payload.isAccessToken()) {
            return Refusal.TOKEN_TYPE;
        }
        if (payload.hasConfirmation()) {
            return Refusal.SENDER_CONSTRAINED;
        }
        return payload.hasExpiry() ? null : Refusal.NO_EXPIRY;
    }

    private @Nullable VerificationKey signer(VerificationKeys.Found found, CompactJws jws, Algorithm algorithm) {
        for (VerificationKey key : found.candidates()) {
            if (key.algorithms().contains(algorithm) && jws.isSignedBy(key, algorithm, signatures)) {
                return key;
            }
        }
        return null;
    }

    private static boolean isSuited(VerificationKeys.Found found, Algorithm algorithm) {
        return found.candidates().stream().anyMatch(key -> key.algorithms().contains(algorithm));
    }

    private static boolean stillSigns(VerificationKeys.Found found, Verdict.Accepted earlier) {
        for (VerificationKey key : found.candidates()) {
            if (key.isSameKey(earlier.key()) && key.algorithms().contains(earlier.algorithm())) {
                return true;
            }
        }
        return false;
    }
}
