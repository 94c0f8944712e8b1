package io.sallyport.keys;

import io.sallyport.token.IdTokenVerdict;
import io.sallyport.token.IdTokenVerifier;
import io.sallyport.token.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What is asked about a region's ID token. Waits only for a key that is not in hand. Thread-safe. */
public final class IdTokenValidation {

    private final IdTokenVerifier verifier;
    private final JwksKeys keys;
    private final KeyLook look;
    private final InstantSource clock;

    /** Put together from its parts. */
    public IdTokenValidation(Vertx vertx, IdTokenVerifier verifier, JwksKeys keys, InstantSource clock) {
        this.verifier = verifier;
        this.keys = keys;
        this.look = new KeyLook(vertx, keys);
        this.clock = clock;
    }

    /** Whether it is a region's, however old, by the keys in hand. */
    public IdTokenVerdict identify(String token) {
        return verifier.identify(token, keys);
    }

    /**
     * Whether it is a region's and good now, after at most one look for its key.
     *
     * @return never fails; completed already where nothing is looked for, else later on the caller's own context
     */
    public Future<IdTokenVerdict> validate(String token) {
        IdTokenVerdict verdict = verify(token);
        Verdict.Undecided unseen = unseen(verdict);
        return unseen == null ? Future.succeededFuture(verdict) : look.then(unseen, () -> verify(token));
    }

    private IdTokenVerdict verify(String token) {
        return verifier.verify(token, keys, clock.instant());
    }

    private static Verdict.@Nullable Undecided unseen(IdTokenVerdict verdict) {
        return verdict instanceof IdTokenVerdict.NotBelieved not ? KeyLook.unseen(not.verdict()) : null;
    }
}
