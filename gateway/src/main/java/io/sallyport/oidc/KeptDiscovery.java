package io.sallyport.oidc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A region's discovery document on disk: as the region sent it, so that what is served after a restart is made by the
 * configuration of that time.
 */
final class KeptDiscovery {

    private static final Logger LOG = LoggerFactory.getLogger(KeptDiscovery.class);
    private static final String REGION = "region";
    private static final String DOCUMENT = "document";

    /** Whose it is, and what it said. */
    record Kept(String region, JsonObject document) {}

    private final LastDiscovery disk;
    private volatile @Nullable Kept stored;

    KeptDiscovery(LastDiscovery disk) {
        this.disk = disk;
    }

    /** What was kept, as far as it is legible; blocks. */
    Optional<Kept> load() {
        try {
            return disk.load().flatMap(content -> decoded(Buffer.buffer(content).toJsonObject()));
        } catch (RuntimeException e) {
            LOG.warn("the last good discovery document could not be loaded", e);
            return Optional.empty();
        }
    }

    /** Keeps it in place of another one. */
    void keep(String region, JsonObject document) {
        Kept next = new Kept(region, document);
        if (next.equals(stored)) {
            return;
        }
        stored = next;
        JsonObject record = new JsonObject().put(REGION, region).put(DOCUMENT, document);
        disk.store(record.toBuffer().getBytes()).onFailure(cause -> {
            stored = null;
            LOG.warn("the last good discovery document could not be stored", cause);
        });
    }

    private static Optional<Kept> decoded(JsonObject record) {
        String region = record.getString(REGION);
        JsonObject document = record.getJsonObject(DOCUMENT);
        return region == null || document == null ? Optional.empty() : Optional.of(new Kept(region, document));
    }
}
