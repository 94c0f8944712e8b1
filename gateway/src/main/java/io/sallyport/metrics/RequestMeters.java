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
    private final Map<Pair, Counter> replicaRefusals = new ConcurrentHashMap<>();
    private final Map<Pair, Counter> secondOpinions = new ConcurrentHashMap<>();
    private final Counter loginRestarts;

    /**
     * Makes the meters.
     *
     * @param operations the names that may stand in the label; any other becomes {@code other}
     */
    public RequestMeters(MeterRegistry registry, Collection<String> operations) {
        this.registry = registry;
        this.loginRestarts = Family.LOGIN_RESTARTS.counter(registry);
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
            timer = requestTimer(known(operation), known);
            timers.set(known, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts an attempt at a region, with its outcome ({@code ok} or a failure kind's tag). */
    public void attempt(String region, String operation, String outcome, long nanos) {
        Attempt key = new Attempt(region, known(operation), outcome);
        // Looked for first, since computeIfAbsent may lock even where there is one.
        Timer timer = attempts.get(key);
        (timer == null ? attempts.computeIfAbsent(key, this::attemptTimer) : timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts a second attempt within a request, by how it ended. */
    public void retry(String operation, String outcome) {
        retries.computeIfAbsent(
                        new Pair(known(operation), outcome),
                        key -> Family.RETRIES.counter(registry, key.first(), key.second()))
                .increment();
    }

    /** Counts a write refused because no writable region serves. */
    public void writeRefused(String operation, String dialect) {
        writesRefused
                .computeIfAbsent(
                        new Pair(known(operation), dialect),
                        key -> Family.WRITES_REFUSED.counter(registry, key.first(), key.second()))
                .increment();
    }

    /**
     * Counts a replica's own refusal.
     *
     * @param capability what it is for want of, from the closed list of them; null where that is not known
     */
    public void replicaRefused(String operation, @Nullable String capability) {
        replicaRefusals
                .computeIfAbsent(
                        new Pair(known(operation), capability == null ? Label.OTHER : capability),
                        key -> Family.REPLICA_REFUSALS.counter(registry, key.first(), key.second()))
                .increment();
    }

    /** Counts a request sent on to a replica since the primary refused its token. */
    public void secondOpinion(String operation, boolean isTaken) {
        secondOpinions
                .computeIfAbsent(
                        new Pair(known(operation), isTaken ? "taken" : "not_taken"),
                        key -> Family.SECOND_OPINIONS.counter(registry, key.first(), key.second()))
                .increment();
    }

    /** Counts a login that begins anew at another region. */
    public void loginRestarted() {
        loginRestarts.increment();
    }

    /** What has been counted since the process began; only differences mean something. */
    public RequestTotals totals() {
        long failures = attempts.entrySet().stream()
                .filter(entry -> RequestTotals.isFailure(entry.getKey().outcome()))
                .mapToLong(entry -> entry.getValue().count())
                .sum();
        long retried = sum(retries);
        return new RequestTotals(
                Math.max(0, failures - retried), retried, sum(writesRefused), Math.round(loginRestarts.count()));
    }

    private static long sum(Map<Pair, Counter> counters) {
        return counters.values().stream()
                .mapToLong(counter -> Math.round(counter.count()))
                .sum();
    }

    private String known(String operation) {
        return requests.containsKey(operation) ? operation : Label.OTHER;
    }

    private Timer requestTimer(String operation, int status) {
        String label = status == 0 ? Label.OTHER : Integer.toString(status);
        return Family.REQUESTS.histogram(registry, Buckets.request(), operation, label);
    }

    private Timer attemptTimer(Attempt key) {
        return Family.UPSTREAM.histogram(registry, Buckets.request(), key.region(), key.operation(), key.outcome());
    }
}
