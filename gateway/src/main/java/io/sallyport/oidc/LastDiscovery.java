package io.sallyport.oidc;

import io.vertx.core.Future;
import java.util.Optional;

/** Keeps the last good discovery document across restarts. What is loaded must be what was stored, or nothing. */
public interface LastDiscovery {

    /** Keeps nothing. */
    LastDiscovery NONE = new LastDiscovery() {
        @Override
        public Optional<byte[]> load() {
            return Optional.empty();
        }

        @Override
        public Future<Void> store(byte[] content) {
            return Future.succeededFuture();
        }
    };

    /** What was stored last. May block: called once at start, on a worker thread. */
    Optional<byte[]> load();

    /** Stores in place of what was there. Must not block. */
    Future<Void> store(byte[] content);
}
