package io.sallyport.keys;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;

/** Keeps the list of denied keys across restarts. Unlike {@link LastGood}, what is lost here is not got again from a source. */
public interface DenialStore {

    /** Keeps nothing. */
    DenialStore NONE = new DenialStore() {
        @Override
        public Optional<byte[]> load() {
            return Optional.empty();
        }

        @Override
        public Future<Void> store(byte[] content) {
            return Future.succeededFuture();
        }
    };

    /**
     * What was stored last; empty where nothing ever was. May block: called once at start, on a worker thread.
     *
     * @throws IOException if something is there that cannot be read or trusted
     */
    Optional<byte[]> load() throws IOException;

    /** Stores in place of what was there; completes when it survives a crash. In the order of the calls. Must not block. */
    Future<Void> store(byte[] content);
}
