package io.sallyport.serving;

import io.sallyport.failover.Restored;
import io.vertx.core.Future;
import java.util.Optional;

/** Where the gateway was, across restarts. */
public interface LastServing {

    /** Remembers nothing: every start is by preference. */
    LastServing NONE = new LastServing() {
        @Override
        public Future<Optional<Restored>> load() {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<Void> store(Restored state) {
            return Future.succeededFuture();
        }
    };

    /** Where it was; empty where nothing usable is kept. Never fails. */
    Future<Optional<Restored>> load();

    /** Keeps it; a failed future is broken I/O. */
    Future<Void> store(Restored state);
}
