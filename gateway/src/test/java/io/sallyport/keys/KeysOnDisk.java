package io.sallyport.keys;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk in memory, which can fail. */
final class KeysOnDisk implements LastGood {

    private static final String DENIALS = "denials";

    final AtomicInteger stores = new AtomicInteger();
    private final Map<String, byte[]> records = new ConcurrentHashMap<>();
    private volatile boolean isBroken;

    /** Writes fail from now on, or no more. */
    void breakDown(boolean broken) {
        isBroken = broken;
    }

    /** Spoils the list of denied keys. */
    void spoilDenials(byte[] content) {
        records.put(DENIALS, content);
    }

    DenialStore denials() {
        return new DenialStore() {
            @Override
            public Optional<byte[]> load() throws IOException {
                return KeysOnDisk.this.load(DENIALS);
            }

            @Override
            public Future<Void> store(byte[] content) {
                return KeysOnDisk.this.store(DENIALS, content);
            }
        };
    }

    @Override
    public Optional<byte[]> load(String id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public Future<Void> store(String id, byte[] content) {
        if (isBroken) {
            return Future.failedFuture(new IOException("disk full"));
        }
        stores.incrementAndGet();
        records.put(id, content);
        return Future.succeededFuture();
    }
}
