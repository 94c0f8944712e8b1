package io.sallyport.upstream;

import io.sallyport.operation.Plane;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The attempts at a region, by plane, that want to be told when it is found lost. Thread-safe. */
final class Waiting {

    /** One of them; told on the event loop on which it was added. */
    private static final class Entry {

        private final Context context;
        private final Runnable told;

        Entry(Context context, Runnable told) {
            this.context = context;
            this.told = told;
        }

        void tell() {
            context.runOnContext(v -> told.run());
        }
    }

    private final Vertx vertx;
    private final Map<Plane, Set<Entry>> entries = new EnumMap<>(Plane.class);

    Waiting(Vertx vertx) {
        this.vertx = vertx;
        for (Plane plane : Plane.values()) {
            entries.put(plane, ConcurrentHashMap.newKeySet());
        }
    }

    /**
     * Adds an attempt until it ends. What was on its way when it ended may still be told.
     *
     * @param breaker told of at once where it is not closed; null where only what comes later counts
     */
    void add(Attempt attempt, @Nullable Breaker breaker, Plane plane, Runnable told) {
        if (attempt.outcome().isComplete()) {
            return;
        }
        Entry entry = new Entry(vertx.getOrCreateContext(), told);
        Set<Entry> ofPlane = of(plane);
        ofPlane.add(entry);
        attempt.outcome().onComplete(ended -> ofPlane.remove(entry));
        // Added first and asked then: a breaker that opens meanwhile is seen by one side or the other.
        if (breaker != null && !breaker.isClosed()) {
            entry.tell();
        }
    }

    /** Tells those of a plane. */
    void tell(Plane plane) {
        of(plane).forEach(Entry::tell);
    }

    /** Tells those of all planes. */
    void tellAll() {
        entries.keySet().forEach(this::tell);
    }

    int size() {
        return entries.values().stream().mapToInt(Set::size).sum();
    }

    private Set<Entry> of(Plane plane) {
        return Objects.requireNonNull(entries.get(plane));
    }
}
