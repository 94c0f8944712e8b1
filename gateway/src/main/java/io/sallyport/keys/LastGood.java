package io.sallyport.keys;

import io.vertx.core.Future;
import java.util.Optional;

/** Keeps the last good answer of each source across restarts. What is loaded must be what was stored, or nothing. */
public interface LastGood {

    /** Keeps nothing. */
    LastGood NONE = new LastGood() {
        @Override
        public Optional<byte[]> load(String id) {
            return Optional.empty();
        }

        @Override
        public Future<Void> store(String id, byte[] content) {
            return Future.succeededFuture();
        }
    };

    /**
     * What was stored last under an id. May block: called once at start, on a worker thread.
     *
     * @param id any text, stable across restarts; not a file name
     */
    Optional<byte[]> load(String id);

    /** Stores under an id in place of what was there. Must not block. */
    Future<Void> store(String id, byte[] content);
}
