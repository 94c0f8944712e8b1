package io.sallyport.keys;

import io.sallyport.token.CachedVerifier;
import io.sallyport.token.Policy;
import io.sallyport.token.TrustedIssuer;
import io.sallyport.token.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What the edge asks about a bearer token. Cheap from memory; waits only for a key that is not in hand. Thread-safe. */
public final class TokenValidation {

    private final Vertx vertx;
    private final CachedVerifier verifier;
    private final JwksKeys keys;
    private final InstantSource clock;

    /**
     * Put together from its parts.
     *
     * @param verifier must look up its keys in {@code keys}
     */
    public TokenValidation(Vertx vertx, CachedVerifier verifier, JwksKeys keys, InstantSource clock) {
        this.vertx = vertx;
        this.verifier = verifier;
        this.keys = keys;
        this.clock = clock;
    }

    /** The verdict where it can be had without waiting; null where {@link #validate} must look for the token's key. */
    public @Nullable Verdict validateNow(String token, Policy policy) {
        Verdict verdict = verifier.verify(token, policy, clock.instant());
        return unseen(verdict) == null ? verdict : null;
    }

    /**
     * The verdict, after at most one look for the token's key.
     *
     * @return never fails; completed already where nothing is looked for, else later on the caller's own context
     */
    public Future<Verdict> validate(String token, Policy policy) {
        Verdict verdict = verifier.verify(token, policy, clock.instant());
        Verdict.Undecided unseen = unseen(verdict);
        if (unseen == null) {
            return Future.succeededFuture(verdict);
        }
        Context caller = vertx.getOrCreateContext();
        Promise<Verdict> done = Promise.promise();
        keys.lookFor(unseen.issuer(), unseen.kid())
                .onComplete(looked ->
                        caller.runOnContext(back -> again(token, policy).onComplete(done)));
        return done.future();
    }

    /** Those whose tokens are believed. */
    public Collection<TrustedIssuer> issuers() {
        return verifier.issuers();
    }

    private Future<Verdict> again(String token, Policy policy) {
        return Future.succeededFuture().map(looked -> verifier.verify(token, policy, clock.instant()));
    }

    private static Verdict.@Nullable Undecided unseen(Verdict verdict) {
        return verdict instanceof Verdict.Undecided undecided && undecided.doubt() == Verdict.Doubt.UNSEEN_KEY
                ? undecided
                : null;
    }
}
