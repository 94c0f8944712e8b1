package io.sallyport.token;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges signed ID tokens (OpenID Connect Core §3.1.3.7) as a pure function of token, keys and time. For whom one is, and what
 * it goes with, is its reader's to ask.
 */
public final class IdTokenVerifier {

    private static final Set<String> TYPES = Set.of("JWT");

    private final SignedToken.Reader reader;

    /**
     * Believes these issuers; each name once.
     *
     * @param issuers by their names, algorithms and skews; what they say of access tokens does not count here
     */
    public IdTokenVerifier(Collection<TrustedIssuer> issuers, SignatureChecker signatures) {
        this.reader = new SignedToken.Reader(
                issuers.stream()
                        .map(issuer -> issuer.withTokenTypes(TYPES))
                        .collect(Collectors.toUnmodifiableMap(TrustedIssuer::issuer, Function.identity())),
                signatures);
    }

    /** Whether it is an ID token of one of the issuers, as a hint may be that has expired long ago. */
    public IdTokenVerdict identify(String token, VerificationKeys keys) {
        SignatureReading reading = reader.read(token, keys);
        return reading instanceof SignedToken signed ? verdict(signed, kindFault(signed)) : notRead(reading);
    }

    /** Whether it is one that is good now. */
    public IdTokenVerdict verify(String token, VerificationKeys keys, Instant now) {
        SignatureReading reading = reader.read(token, keys);
        if (!(reading instanceof SignedToken signed)) {
            return notRead(reading);
        }
        Refusal fault = kindFault(signed);
        return verdict(
                signed,
                fault == null ? ClaimRules.timeFault(signed.payload().claims(null), signed.issuer(), now) : fault);
    }

    private static IdTokenVerdict notRead(SignatureReading reading) {
        return new IdTokenVerdict.NotBelieved(((SignatureReading.Failed) reading).verdict());
    }

    private static IdTokenVerdict verdict(SignedToken signed, @Nullable Refusal fault) {
        return fault == null
                ? new IdTokenVerdict.Genuine(new IdToken(signed))
                : new IdTokenVerdict.NotBelieved(
                        new Verdict.Refused(fault, signed.issuer().issuer()));
    }

    private static @Nullable Refusal kindFault(SignedToken signed) {
        if (!signed.issuer().takesType(signed.header().type())
                || !signed.payload().isIdToken()) {
            return Refusal.TOKEN_TYPE;
        }
        return signed.payload().hasExpiry() ? null : Refusal.NO_EXPIRY;
    }
}
