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
    private final SignedToken.Reader reader;

    /** Believes these issuers; each name once. */
    public TokenVerifier(Collection<TrustedIssuer> issuers, SignatureChecker signatures) {
        this.issuers =
                issuers.stream().collect(Collectors.toUnmodifiableMap(TrustedIssuer::issuer, Function.identity()));
        this.reader = new SignedToken.Reader(this.issuers, signatures);
    }

    /**
     * Judges a token from its text.
     *
     * @param token the bearer token as it came, not trimmed
     */
    public Verdict verify(String token, VerificationKeys keys, Policy policy, Instant now) {
        SignatureReading reading = reader.read(token, keys);
        if (reading instanceof SignatureReading.Failed failed) {
            return failed.verdict();
        }
        SignedToken signed = (SignedToken) reading;
        TrustedIssuer issuer = signed.issuer();
        Refusal fault = kindFault(signed.header(), signed.payload(), issuer);
        if (fault != null) {
            return new Verdict.Refused(fault, issuer.issuer());
        }
        Claims claims = signed.payload().claims(signed.signer().onlyRegion());
        return judge(new Verdict.Accepted(claims, signed.signer(), signed.algorithm()), issuer, policy, now);
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
            return SignedToken.withoutKey(lookup, claims.issuer(), earlier.key().kid());
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

    private static Verdict judge(Verdict.Accepted genuine, TrustedIssuer issuer, Policy policy, Instant now) {
        Refusal fault = ClaimRules.fault(genuine.claims(), issuer, policy, now);
        return fault == null ? genuine : new Verdict.Refused(fault, issuer.issuer());
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

    private static boolean stillSigns(VerificationKeys.Found found, Verdict.Accepted earlier) {
        for (VerificationKey key : found.candidates()) {
            if (key.isSameKey(earlier.key()) && key.algorithms().contains(earlier.algorithm())) {
                return true;
            }
        }
        return false;
    }
}
