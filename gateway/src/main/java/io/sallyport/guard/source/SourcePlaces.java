package io.sallyport.guard.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** So many places at a time, of which no source gets more than a part. Thread-safe. */
public final class SourcePlaces {

    /** What came of asking for a place. */
    public enum Entry {
        /** There is one, to be given back. */
        TAKEN,
        /** All are taken. */
        FULL,
        /** The source has its part already. */
        SOURCE_FULL
    }

    private final int most;
    private final int mostOfSource;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<Source, Integer> bySource = new ConcurrentHashMap<>();

    /** With at least one of each. */
    public SourcePlaces(int most, int mostOfSource) {
        this.most = most;
        this.mostOfSource = mostOfSource;
    }

    /** How many are taken. */
    public int taken() {
        return taken.get();
    }

    /** Takes a place where there is one. */
    public Entry enter(Source source) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return Entry.FULL;
        }
        if (bySource.merge(source, 1, Integer::sum) > mostOfSource) {
            leave(source);
            return Entry.SOURCE_FULL;
        }
        return Entry.TAKEN;
    }

    /** Gives a place back. */
    public void leave(Source source) {
        bySource.computeIfPresent(source, (same, places) -> places == 1 ? null : places - 1);
        taken.decrementAndGet();
    }
}
