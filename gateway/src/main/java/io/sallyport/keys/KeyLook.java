package io.sallyport.keys;

import io.sallyport.token.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One look for a token's key, on behalf of whom its verdict waits for. */
final class KeyLook {

    private final Vertx vertx;
    private final JwksKeys keys;

    KeyLook(Vertx vertx, JwksKeys keys) {
        this.vertx = vertx;
        this.keys = keys;
    }

    /** What a look could change about a verdict; null where nothing. */
    static Verdict.@Nullable Undecided unseen(Verdict verdict) {
        return verdict instanceof Verdict.Undecided undecided && undecided.doubt() == Verdict.Doubt.UNSEEN_KEY
                ? undecided
                : null;
    }

    /** The verdict after the look, on the caller's own context; fails only where judging does. */
    <V> Future<V> then(Verdict.Undecided unseen, Supplier<V> judge) {
        Context caller = vertx.getOrCreateContext();
        Promise<V> done = Promise.promise();
        keys.lookFor(unseen.issuer(), unseen.kid())
                .onComplete(looked -> caller.runOnContext(
                        back -> Future.succeededFuture().map(now -> judge.get()).onComplete(done)));
        return done.future();
    }
}
