package io.sallyport.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the sign-ins that are kept waiting: each holds a connection and a body. No source gets more than a small part of the
 * room. Thread-safe.
 */
final class WaitingRoom {

    static final int MOST = 1024;
    static final int MOST_OF_SOURCE = 32;

    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<Source, Integer> bySource = new ConcurrentHashMap<>();

    /** Takes a place; false where there is none. */
    boolean enter(Source source) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            return false;
        }
        if (bySource.merge(source, 1, Integer::sum) > MOST_OF_SOURCE) {
            leave(source);
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    void leave(Source source) {
        waiting.decrementAndGet();
        bySource.computeIfPresent(source, (key, places) -> places == 1 ? null : places - 1);
    }

    int waiting() {
        return waiting.get();
    }
}
