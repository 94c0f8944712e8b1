package io.sallyport.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Meters of token verification and of the keys it uses. Thread-safe; no lock once a series exists. */
public final class TokenMeters {

    private static final Duration[] VALIDATION_BUCKETS = {
        Duration.ofNanos(1_000),
        Duration.ofNanos(5_000),
        Duration.ofNanos(20_000),
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(200_000),
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };

    private record Result(String issuer, String result, String reason) {}

    private final MeterRegistry registry;
    private final Set<String> issuers;
    private final Timer validation;
    private final Counter hits;
    private final Counter misses;
    private final Map<Result, Counter> results = new ConcurrentHashMap<>();

    /**
     * Makes the meters.
     *
     * @param issuers the configured issuers, which may stand in the label
     */
    public TokenMeters(MeterRegistry registry, Collection<String> issuers) {
        this.registry = registry;
        this.issuers = Set.copyOf(issuers);
        validation = Timer.builder(Names.TOKEN_VALIDATION)
                .description("Time to a verdict on a token")
                .serviceLevelObjectives(VALIDATION_BUCKETS)
                .register(registry);
        hits = Counter.builder(Names.TOKEN_CACHE_HITS)
                .description("Verdicts found in the cache")
                .register(registry);
        misses = Counter.builder(Names.TOKEN_CACHE_MISSES)
                .description("Verdicts not found in the cache")
                .register(registry);
    }

    /**
     * Counts a verdict.
     *
     * @param issuer the token's issuer; {@code other} is counted where it is none of the configured ones
     * @param result {@code accepted}, {@code refused} or {@code undecided}
     * @param reason why, from the closed list of reasons; {@code none} where accepted
     * @param nanos the time it took
     */
    public void validation(@Nullable String issuer, String result, String reason, long nanos) {
        String known = issuer != null && issuers.contains(issuer) ? issuer : Names.OTHER;
        results.computeIfAbsent(new Result(known, result, reason), this::counter)
                .increment();
        validation.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts a verdict found in the cache. */
    public void cacheHit() {
        hits.increment();
    }

    /** Counts a verdict not found in the cache. */
    public void cacheMiss() {
        misses.increment();
    }

    /** Counts a fetch of an issuer's keys from one source (a region's name). */
    public void jwksRefresh(String issuer, String source, String result) {
        Counter.builder(Names.JWKS_REFRESH)
                .description("Fetches of an issuer's keys")
                .tag("issuer", issuer)
                .tag("source", source)
                .tag("result", result)
                .register(registry)
                .increment();
    }

    /** Publishes the age of an issuer's keys in seconds, read whenever the metrics are; NaN where there are none. */
    public void jwksAge(String issuer, Supplier<Number> ageSeconds) {
        Gauge.builder(Names.JWKS_AGE, ageSeconds)
                .description("Age of the newest good answer with an issuer's keys")
                .baseUnit("seconds")
                .tag("issuer", issuer)
                .strongReference(true)
                .register(registry);
    }

    private Counter counter(Result key) {
        return Counter.builder(Names.TOKEN_VALIDATIONS)
                .description("Verdicts on tokens")
                .tag("issuer", key.issuer())
                .tag("result", key.result())
                .tag("reason", key.reason())
                .register(registry);
    }
}
