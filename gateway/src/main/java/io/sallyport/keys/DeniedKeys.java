package io.sallyport.keys;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operator's list of keys that verify nothing: those of the configuration, and those denied while it runs, which are
 * kept across restarts. In doubt a key is denied: it is before the list is on disk, and stays so until its removal is.
 * Thread-safe.
 */
public final class DeniedKeys {

    private static final int CAPACITY = 1_000;

    private final Set<DeniedKey> configured;
    private final DenialStore store;
    /** As it is to be on disk. */
    private final Set<DeniedKey> kept = new LinkedHashSet<>();

    private volatile Set<DeniedKey> inForce;
    private volatile Runnable onChange = () -> {};

    /**
     * The configured ones; {@link #load} adds those of earlier lives.
     *
     * @param configured key ids, denied for every issuer as long as the configuration names them
     */
    public DeniedKeys(Collection<String> configured, DenialStore store) {
        this.configured = configured.stream().map(DeniedKey::ofAnyIssuer).collect(Collectors.toUnmodifiableSet());
        this.store = store;
        this.inForce = this.configured;
    }

    /**
     * Denies a key at once: its tokens are refused, cached ones too, and the published set loses it.
     *
     * @return completes when that survives a restart; failed where it does not, though the key is denied until then, or
     *     where 1,000 are denied already and this one is not
     */
    public synchronized Future<Void> deny(DeniedKey key) {
        if (kept.size() >= CAPACITY && !kept.contains(key)) {
            return Future.failedFuture(new IllegalStateException("the list of denied keys is full"));
        }
        kept.add(key);
        apply(key, true);
        return store.store(DenialRecord.encode(kept));
    }

    /**
     * Takes a key off the list, once that survives a restart.
     *
     * @return failed where it does not, or the configuration names the key: it is still denied then
     */
    public synchronized Future<Void> allow(DeniedKey key) {
        if (configured.contains(key)) {
            return Future.failedFuture(new IllegalArgumentException("validation.deniedKeys names the key"));
        }
        if (!kept.remove(key)) {
            return Future.succeededFuture();
        }
        return store.store(DenialRecord.encode(kept))
                .onSuccess(stored -> allowed(key))
                .onFailure(failure -> deniedStill(key));
    }

    /** All that are denied, in no order. */
    public List<DeniedKey> list() {
        return List.copyOf(inForce);
    }

    /** Whether the issuer's key of that id is denied. */
    public boolean denies(String issuer, String kid) {
        Set<DeniedKey> now = inForce;
        return !now.isEmpty()
                && DeniedKey.isId(kid)
                && (now.contains(new DeniedKey(null, kid)) || now.contains(new DeniedKey(issuer, kid)));
    }

    /**
     * Takes over what was denied in an earlier life. Blocks.
     *
     * @throws IOException if there is a list that cannot be read: nobody knows then which keys are good
     */
    void load() throws IOException {
        Optional<byte[]> content = store.load();
        if (content.isPresent()) {
            add(DenialRecord.decode(content.get()));
        }
    }

    /** Runs this after each change, on the thread that made it. */
    void onChange(Runnable action) {
        onChange = action;
    }

    private synchronized void add(List<DeniedKey> earlier) {
        kept.addAll(earlier);
        earlier.forEach(key -> apply(key, true));
    }

    /** Unless it was denied again meanwhile. */
    private synchronized void allowed(DeniedKey key) {
        if (!kept.contains(key)) {
            apply(key, false);
        }
    }

    private synchronized void deniedStill(DeniedKey key) {
        kept.add(key);
    }

    private void apply(DeniedKey key, boolean isDenied) {
        Set<DeniedKey> next = new LinkedHashSet<>(inForce);
        boolean isChange = isDenied ? next.add(key) : next.remove(key);
        inForce = Collections.unmodifiableSet(next);
        if (isChange) {
            onChange.run();
        }
    }
}
