package io.sallyport.token;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token that a key of its trusted issuer has signed. What it says is still to be judged.
 *
 * @param signer the key
 * @param algorithm how
 */
record SignedToken(
        CompactJws jws,
        JoseHeader header,
        Payload payload,
        TrustedIssuer issuer,
        VerificationKey signer,
        Algorithm algorithm)
        implements SignatureReading {

    /** Reads tokens of these issuers. Thread-safe. */
    static final class Reader {

        private final Map<String, TrustedIssuer> issuers;
        private final SignatureChecker signatures;
        private final HeaderMemory headers = new HeaderMemory();

        Reader(Map<String, TrustedIssuer> issuers, SignatureChecker signatures) {
            this.issuers = issuers;
            this.signatures = signatures;
        }

        /**
         * Reads a token from its text.
         *
         * @param token as it came, not trimmed
         */
        SignatureReading read(String token, VerificationKeys keys) {
            Refusal shape = CompactJws.fault(token);
            if (shape != null) {
                return refused(shape, null);
            }
            CompactJws jws = CompactJws.of(token);
            JoseHeader header = jws == null ? null : headers.read(jws.header());
            if (jws == null || header == null) {
                return refused(Refusal.MALFORMED, null);
            }
            Refusal fault = header.fault();
            if (fault != null) {
                return refused(fault, null);
            }
            Payload payload = Payload.read(jws.payload());
            return payload == null ? refused(Refusal.MALFORMED, null) : identify(jws, header, payload, keys);
        }

        /** Finds whose token it says it is, and the key that signed it. */
        private SignatureReading identify(CompactJws jws, JoseHeader header, Payload payload, VerificationKeys keys) {
            TrustedIssuer issuer = payload.issuer() == null ? null : issuers.get(payload.issuer());
            Algorithm algorithm = header.algorithm();
            String kid = header.kid();
            if (issuer == null || kid == null || algorithm == null) {
                return refused(Refusal.ISSUER, null);
            }
            if (!issuer.algorithms().contains(algorithm)) {
                return refused(Refusal.ALGORITHM, issuer.issuer());
            }
            VerificationKeys.Lookup lookup = keys.find(issuer.issuer(), kid);
            if (!(lookup instanceof VerificationKeys.Found found)) {
                return new SignatureReading.Failed(withoutKey(lookup, issuer.issuer(), kid));
            }
            VerificationKey signer = signer(found, jws, algorithm);
            if (signer == null) {
                return refused(
                        isSuited(found, algorithm) ? Refusal.SIGNATURE : Refusal.KEY_UNSUITABLE, issuer.issuer());
            }
            return new SignedToken(jws, header, payload, issuer, signer, algorithm);
        }

        private static SignatureReading refused(Refusal reason, @Nullable String issuer) {
            return new SignatureReading.Failed(new Verdict.Refused(reason, issuer));
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
    }

    /** The verdict where the keys in hand have none of that id. */
    static Verdict withoutKey(VerificationKeys.Lookup lookup, String issuer, String kid) {
        return lookup instanceof VerificationKeys.Unsure unsure
                ? new Verdict.Undecided(unsure.doubt(), issuer, kid)
                : new Verdict.Refused(Refusal.UNKNOWN_KEY, issuer);
    }
}
