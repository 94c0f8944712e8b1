package io.sallyport.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Meters of requests at the data plane and of their attempts at the regions. Thread-safe; no lock once a series exists. */
public final class RequestMeters {

    private static final int STATUSES = 600;

    private record Attempt(String region, String operation, String outcome) {}

    private record Pair(String first, String second) {}

    private final MeterRegistry registry;
    private final Map<String, AtomicReferenceArray<@Nullable Timer>> requests = new HashMap<>();
    private final AtomicReferenceArray<@Nullable Timer> otherRequests = new AtomicReferenceArray<>(STATUSES);
    private final Map<Attempt, Timer> attempts = new ConcurrentHashMap<>();
    private final Map<Pair, Counter> retries = new ConcurrentHashMap<>();
    private final Map<Pair, Counter> writesRefused = new ConcurrentHashMap<>();

    /**
     * Makes the meters.
     *
     * @param operations the names that may stand in the label; any other becomes {@code other}
     */
    public RequestMeters(MeterRegistry registry, Collection<String> operations) {
        this.registry = registry;
        operations.forEach(name -> requests.put(name, new AtomicReferenceArray<>(STATUSES)));
    }

    /**
     * Counts an answered request.
     *
     * @param status the HTTP status; {@code other} is counted where it is not 100 to 599
     * @param nanos from the first byte of the request's head to the end of the answer
     */
    public void request(String operation, int status, long nanos) {
        AtomicReferenceArray<@Nullable Timer> timers = requests.getOrDefault(operation, otherRequests);
        // 0 stands for what is no HTTP status: a region may send any three digits.
        int known = status >= 100 && status < STATUSES ? status : 0;
        Timer timer = timers.get(known);
        if (timer == null) {
            timer = requestTimer(timers == otherRequests ? Names.OTHER : operation, known);
            timers.set(known, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts an attempt at a region, with its outcome ({@code ok} or a failure kind's tag). */
    public void attempt(String region, String operation, String outcome, long nanos) {
        attempts.computeIfAbsent(new Attempt(region, operation, outcome), this::attemptTimer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts a second attempt within a request, by how it ended. */
    public void retry(String operation, String outcome) {
        retries.computeIfAbsent(new Pair(operation, outcome), key -> Counter.builder(Names.RETRIES)
                        .description("Second attempts within a request, by how they ended")
                        .tag("operation", key.first())
                        .tag("outcome", key.second())
                        .register(registry))
                .increment();
    }

    /** Counts a write refused because no writable region serves. */
    public void writeRefused(String operation, String dialect) {
        writesRefused
                .computeIfAbsent(new Pair(operation, dialect), key -> Counter.builder(Names.WRITES_REFUSED)
                        .description("Writes refused because no writable region serves")
                        .tag("operation", key.first())
                        .tag("dialect", key.second())
                        .register(registry))
                .increment();
    }

    private Timer requestTimer(String operation, int status) {
        return Timer.builder(Names.REQUESTS)
                .description("Requests answered by the gateway")
                .tag("operation", operation)
                .tag("status", status == 0 ? Names.OTHER : Integer.toString(status))
                .serviceLevelObjectives(Names.REQUEST_BUCKETS)
                .register(registry);
    }

    private Timer attemptTimer(Attempt key) {
        return Timer.builder(Names.UPSTREAM)
                .description("Attempts at a region")
                .tag("region", key.region())
                .tag("operation", key.operation())
                .tag("outcome", key.outcome())
                .serviceLevelObjectives(Names.REQUEST_BUCKETS)
                .register(registry);
    }
}
