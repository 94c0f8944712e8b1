package io.sallyport.keys;

import io.sallyport.token.CachedVerifier;
import io.sallyport.token.Policy;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.token.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What the edge asks about a bearer token. Cheap from memory; waits only for a key that is not in hand. Thread-safe. */
public final class TokenValidation {

    private final CachedVerifier verifier;
    private final KeyLook look;
    private final InstantSource clock;

    /**
     * Put together from its parts.
     *
     * @param verifier must look up its keys in {@code keys}
     */
    public TokenValidation(Vertx vertx, CachedVerifier verifier, JwksKeys keys, InstantSource clock) {
        this.verifier = verifier;
        this.look = new KeyLook(vertx, keys);
        this.clock = clock;
    }

    /** The verdict where it can be had without waiting; null where {@link #validate} must look for the token's key. */
    public @Nullable Verdict validateNow(String token, Policy policy) {
        Verdict verdict = verifier.verify(token, policy, clock.instant());
        return KeyLook.unseen(verdict) == null ? verdict : null;
    }

    /**
     * The verdict, after at most one look for the token's key.
     *
     * @return never fails; completed already where nothing is looked for, else later on the caller's own context
     */
    public Future<Verdict> validate(String token, Policy policy) {
        Verdict verdict = verifier.verify(token, policy, clock.instant());
        Verdict.Undecided unseen = KeyLook.unseen(verdict);
        return unseen == null
                ? Future.succeededFuture(verdict)
                : look.then(unseen, () -> verifier.verify(token, policy, clock.instant()));
    }

    /** Those whose tokens are believed. */
    public Collection<TrustedIssuer> issuers() {
        return verifier.issuers();
    }
}
