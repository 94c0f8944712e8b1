package io.sallyport.edge.front;

import io.sallyport.metrics.StreamMeters;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** So many event streams at a time over all event loops, and so many for one source of clients. Thread-safe. */
public final class StreamLimit {

    private final int most;
    private final int mostOfSource;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> bySource = new ConcurrentHashMap<>();

    /** With at least one of each. */
    public StreamLimit(int most, int mostOfSource) {
        this.most = most;
        this.mostOfSource = mostOfSource;
    }

    /** How many are open. */
    public int open() {
        return open.get();
    }

    /** Takes a place; tells why there is none, else nothing. Who has one gives it back. */
    Optional<StreamMeters.End> enter(String source) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return Optional.of(StreamMeters.End.FULL);
        }
        if (bySource.merge(source, 1, Integer::sum) > mostOfSource) {
            leave(source);
            return Optional.of(StreamMeters.End.SOURCE_FULL);
        }
        return Optional.empty();
    }

    /** Gives a place back. */
    void leave(String source) {
        bySource.computeIfPresent(source, (same, now) -> now == 1 ? null : now - 1);
        open.decrementAndGet();
    }
}
