package io.sallyport.oidc.reissue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that sign, as many as the machine has processors. Who comes while too many wait is not taken. Thread-safe. */
final class SigningPool {

    /** About half a second of work for two processors at the JDK's two milliseconds each; half of that where signing is native. */
    static final int MOST_WAITING = 512;

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();

    SigningPool(Vertx vertx) {
        workers = vertx.createSharedWorkerExecutor(
                "sallyport-sign", Runtime.getRuntime().availableProcessors());
    }

    /** Does it on a thread of the pool; empty where there is no room. */
    <T> Optional<Future<T>> run(Callable<T> work) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(workers.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet()));
    }

    Future<Void> close() {
        return workers.close();
    }
}
