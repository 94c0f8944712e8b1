package io.sallyport.regions.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What reached the region, whatever became of it: the latest requests, and how many there were of each operation. */
public final class SeenRequests {

    private static final int KEPT = 10_000;
    private static final int MAX_OPERATIONS = 500;

    private final Deque<Seen> latest = new ArrayDeque<>();
    private final Map<String, Long> byOperation = new TreeMap<>();
    private long count;

    /** One request; {@code operation} is the API operation or the path. Never the query: it may hold secrets. */
    public record Seen(String time, String method, String path, String operation, Plane plane) {}

    /** All of it. */
    public record Report(long count, Map<String, Long> byOperation, List<Seen> requests) {}

    synchronized void add(Seen seen) {
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(seen);
        count++;
        boolean room = byOperation.size() < MAX_OPERATIONS || byOperation.containsKey(seen.operation());
        byOperation.merge(room ? seen.operation() : "other", 1L, Long::sum);
    }

    synchronized void clear() {
        latest.clear();
        byOperation.clear();
        count = 0;
    }

    synchronized Report report() {
        return new Report(count, Map.copyOf(byOperation), List.copyOf(latest));
    }
}
