package io.sallyport.serving;

import io.sallyport.failover.Controller;
import io.sallyport.failover.ControllerState;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the controller's state at every transition, and now and then for its age. On the controller's event loop alone. */
final class Keeping {

    /** How old the record may become. */
    static final long INTERVAL_NANOS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final LastServing store;
    private Future<Void> last = Future.succeededFuture();
    private boolean hasKept;
    private boolean isFailing;
    private long keptAt;

    Keeping(LastServing store) {
        this.store = store;
    }

    /** Keeps it where it is due. STARTING is never kept: it would overwrite where the gateway was before. */
    void keep(Controller controller, boolean hasMoved, long now) {
        boolean isDue = hasMoved || !hasKept || now - keptAt >= INTERVAL_NANOS;
        if (isDue && controller.state().name() != ControllerState.Name.STARTING) {
            hasKept = true;
            keptAt = now;
            last = store.store(controller.toRestore(now)).onComplete(stored -> report(stored.cause()));
        }
    }

    /** Ends when what was to be kept is kept, or cannot be. */
    Future<Void> settled() {
        return last.otherwiseEmpty();
    }

    private void report(@Nullable Throwable failure) {
        if (failure != null && !isFailing) {
            LOG.atError()
                    .setCause(failure)
                    .log("the serving region cannot be kept; a restart would start by preference");
        }
        isFailing = failure != null;
    }
}
