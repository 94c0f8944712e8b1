package io.sallyport.serving.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What is to be replayed to one region: when, how many at a time, and of one subject in the order in which it was accepted.
 * Pure: time comes in with every call, and randomness at the beginning. To be asked only while the region is usable, so that
 * an outage costs no try.
 */
final class ReplayQueue {

    /**
     * How often and how fast.
     *
     * @param atOnce replays under way at most
     * @param tries after so many failures one is given up
     * @param firstDelay after the first failure; it doubles with each
     * @param longestDelay where the doubling ends
     */
    record Pace(int atOnce, int tries, Duration firstDelay, Duration longestDelay) {}

    /** How a try ended. */
    enum Ended {
        /** It is over, whatever came of it. */
        OVER,
        /** It failed, and counts. */
        FAILED,
        /** The region asks for patience: it does not count, and nothing else is sent for a while. */
        BUSY
    }

    private static final class Item {
        private final long id;
        private final Object subject;
        private int failures;
        /** Since {@code origin}. */
        private long nextAt;

        Item(long id, Object subject, long nextAt) {
            this.id = id;
            this.subject = subject;
            this.nextAt = nextAt;
        }
    }

    private final Pace pace;
    private final RandomGenerator random;
    private final long origin;
    private final Map<Long, Item> items = new LinkedHashMap<>();
    private final Map<Object, Deque<Item>> bySubject = new HashMap<>();

    /** The first of each subject, unless it is under way. */
    private final PriorityQueue<Item> ready = new PriorityQueue<>(
            Comparator.comparingLong((Item item) -> item.nextAt).thenComparingLong(item -> item.id));

    private int underWay;
    private int busyInARow;
    private long pausedUntil;

    /**
     * An empty one.
     *
     * @param random spreads what was refused together
     */
    ReplayQueue(Pace pace, RandomGenerator random, long nowNanos) {
        this.pace = pace;
        this.random = random;
        this.origin = nowNanos;
    }

    /**
     * Adds one, behind those of the same subject; without effect where it is there.
     *
     * @param subject equal for those whose order counts
     */
    void add(long id, Object subject, long nowNanos) {
        if (items.containsKey(id)) {
            return;
        }
        Item item = new Item(id, subject, nowNanos - origin);
        items.put(id, item);
        Deque<Item> same = bySubject.computeIfAbsent(subject, none -> new ArrayDeque<>());
        same.addLast(item);
        if (same.size() == 1) {
            ready.add(item);
        }
    }

    /** Those to be sent now; each is under way until {@link #ended}. */
    List<Long> due(long nowNanos) {
        long now = nowNanos - origin;
        List<Long> due = new ArrayList<>();
        while (underWay < pace.atOnce() && now >= pausedUntil && !ready.isEmpty() && ready.element().nextAt <= now) {
            due.add(ready.remove().id);
            underWay++;
        }
        return due;
    }

    /**
     * One that was under way no longer is.
     *
     * @return whether it was given up: it failed once too often
     */
    boolean ended(long id, Ended how, long nowNanos) {
        Item item = Objects.requireNonNull(items.get(id), "one that was due");
        long now = nowNanos - origin;
        underWay--;
        busyInARow = how == Ended.BUSY ? busyInARow + 1 : 0;
        item.failures += how == Ended.FAILED ? 1 : 0;
        boolean isGivenUp = item.failures >= pace.tries();
        if (how == Ended.OVER || isGivenUp) {
            remove(item);
            return isGivenUp;
        }
        if (how == Ended.BUSY) {
            pausedUntil = Math.max(pausedUntil, now + delay(busyInARow));
            item.nextAt = now;
        } else {
            item.nextAt = now + delay(item.failures);
        }
        ready.add(item);
        return false;
    }

    private void remove(Item item) {
        items.remove(item.id);
        Deque<Item> same = Objects.requireNonNull(bySubject.get(item.subject));
        same.remove(item);
        Item next = same.peekFirst();
        if (next == null) {
            bySubject.remove(item.subject);
        } else {
            ready.add(next);
        }
    }

    /** Half of it is by chance. */
    private long delay(int failures) {
        long longest = pace.longestDelay().toNanos();
        long doubled = pace.firstDelay().toNanos() << Math.min(failures - 1, 30);
        long whole = doubled <= 0 || doubled > longest ? longest : doubled;
        return whole / 2 + random.nextLong(whole / 2 + 1);
    }

    /** All of them, those under way too; a copy. */
    Set<Long> ids() {
        return Set.copyOf(items.keySet());
    }

    boolean isEmpty() {
        return items.isEmpty();
    }
}
