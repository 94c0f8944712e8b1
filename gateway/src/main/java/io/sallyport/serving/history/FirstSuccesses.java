package io.sallyport.serving.history;

import io.sallyport.failover.RegionName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When requests succeeded at each region: the first of every tick, for a minute, because what an outage began with is known
 * only later. {@link #succeeded} may be called from any thread, and writes once a tick at most; the rest on one thread.
 */
final class FirstSuccesses {

    /** A window of evidence is no longer. */
    static final long SPAN_NANOS = 60_000_000_000L;

    private static final long NONE = Long.MIN_VALUE;

    private final Map<RegionName, AtomicLong> thisTick = new HashMap<>();
    private final Map<RegionName, Deque<Long>> before = new HashMap<>();

    FirstSuccesses(Collection<RegionName> regions) {
        regions.forEach(region -> {
            thisTick.put(region, new AtomicLong(NONE));
            before.put(region, new ArrayDeque<>());
        });
    }

    void succeeded(RegionName region, long nowNanos) {
        AtomicLong first = thisTick.get(region);
        if (first != null && first.get() == NONE) {
            first.compareAndSet(NONE, nowNanos);
        }
    }

    void tick(long nowNanos) {
        thisTick.forEach((region, first) -> {
            long at = first.getAndSet(NONE);
            Deque<Long> times = before.getOrDefault(region, new ArrayDeque<>());
            if (at != NONE) {
                times.addLast(at);
            }
            while (!times.isEmpty() && nowNanos - times.getFirst() > SPAN_NANOS) {
                times.removeFirst();
            }
        });
    }

    /** How long after that time a request first succeeded anywhere but there. */
    Optional<Long> elsewhereSince(long nanos, RegionName not) {
        return before.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(not))
                .flatMap(entry -> entry.getValue().stream())
                .map(at -> at - nanos)
                .filter(after -> after >= 0)
                .min(Long::compare);
    }
}
