package io.sallyport.scenarios.memory;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Does the same many times, so many at once, on one event loop. */
final class Crowd {

    private final Context context;
    private final int atOnce;

    Crowd(Context context, int atOnce) {
        this.context = context;
        this.atOnce = atOnce;
    }

    /**
     * Returns when all is done.
     *
     * @throws ExecutionException where one failed; what was under way then goes on unheeded
     */
    void each(int count, Supplier<? extends Future<?>> one) throws InterruptedException, ExecutionException {
        Round round = new Round(count, one);
        context.runOnContext(go -> round.begin());
        round.end.future().toCompletionStage().toCompletableFuture().get();
    }

    /** Used on the event loop alone. */
    private final class Round {

        private final Promise<Void> end = Promise.promise();
        private final int count;
        private final Supplier<? extends Future<?>> one;
        private int begun;
        private int done;

        private Round(int count, Supplier<? extends Future<?>> one) {
            this.count = count;
            this.one = one;
        }

        private void begin() {
            for (int i = 0; i < atOnce; i++) {
                next();
            }
        }

        private void next() {
            if (begun < count) {
                begun++;
                one.get().onSuccess(result -> ended()).onFailure(end::tryFail);
            }
        }

        private void ended() {
            done++;
            if (done == count) {
                end.tryComplete();
            } else {
                next();
            }
        }
    }
}
