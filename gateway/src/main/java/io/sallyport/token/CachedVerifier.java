package io.sallyport.token;

import java.time.Instant;
import java.util.Collection;

/** A verifier with its cache and revocations: what the request path asks. Never waits. Thread-safe. */
public final class CachedVerifier {

    private final TokenVerifier verifier;
    private final VerificationKeys keys;
    private final VerdictCache cache;
    private final Revocations revocations;

    /** Put together from its parts. */
    public CachedVerifier(TokenVerifier verifier, VerificationKeys keys, VerdictCache cache, Revocations revocations) {
        this.verifier = verifier;
        this.keys = keys;
        this.cache = cache;
        this.revocations = revocations;
    }

    /** The verdict on a token; only accepted ones are kept, and a kept one is judged again but for its signature. */
    public Verdict verify(String token, Policy policy, Instant now) {
        if (token.length() > CompactJws.MAX_CHARS) {
            return new Verdict.Refused(Refusal.TOO_LARGE, null);
        }
        TokenDigest digest = TokenDigest.of(token);
        VerdictCache.Known known = cache.get(digest);
        Verdict verdict = known == null
                ? verifier.verify(token, keys, policy, now)
                : verifier.recheck(known.verdict(), keys, policy, now);
        if (verdict instanceof Verdict.Accepted accepted) {
            TokenMark mark = known == null ? TokenMark.of(token) : known.mark();
            return accept(digest, new VerdictCache.Known(accepted, mark), known == null, now);
        }
        if (known != null && verdict instanceof Verdict.Refused refused && refused.reason() == Refusal.UNKNOWN_KEY) {
            cache.remove(digest);
        }
        return verdict;
    }

    /** Those whose tokens are believed. */
    public Collection<TrustedIssuer> issuers() {
        return verifier.issuers();
    }

    /** An operator may know a token by the digest of its whole text. */
    private boolean isRevoked(TokenDigest digest, VerdictCache.Known known) {
        return revocations.revokes(known.mark(), known.verdict().claims())
                || (!revocations.isEmpty() && revocations.revokes(new TokenMark(digest)));
    }

    private Verdict accept(TokenDigest digest, VerdictCache.Known known, boolean isNew, Instant now) {
        Verdict.Accepted accepted = known.verdict();
        if (isRevoked(digest, known)) {
            return new Verdict.Refused(Refusal.REVOKED, accepted.issuerTag());
        }
        if (isNew) {
            cache.put(digest, known, now);
        }
        return accepted;
    }
}
