package io.sallyport.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Meters of token verification and of the keys it uses. Thread-safe; no lock once a series exists. */
public final class TokenMeters {

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
        validation = Family.TOKEN_VALIDATION.histogram(registry, Buckets.validation());
        hits = Family.TOKEN_CACHE_HITS.counter(registry);
        misses = Family.TOKEN_CACHE_MISSES.counter(registry);
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
        String known = issuer != null && issuers.contains(issuer) ? issuer : Label.OTHER;
        Result key = new Result(known, result, reason);
        Counter counter = results.get(key);
        // The map takes a lock to compute, often even for what is there.
        (counter == null ? results.computeIfAbsent(key, this::counter) : counter).increment();
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

    /**
     * Counts an ID token on its way to a client.
     *
     * @param result {@code reissued} or {@code withheld}
     * @param reason why, from the closed list of reasons; {@code none} where it was signed anew
     */
    public void idToken(String result, String reason) {
        Family.ID_TOKENS.counter(registry, result, reason).increment();
    }

    /** Counts a fetch of an issuer's keys from one source (a region's name). */
    public void jwksRefresh(String issuer, String source, String result) {
        Family.JWKS_REFRESH.counter(registry, issuer, source, result).increment();
    }

    /** Publishes the age of an issuer's keys in seconds, read whenever the metrics are; NaN where there are none. */
    public void jwksAge(String issuer, Supplier<Number> ageSeconds) {
        Family.JWKS_AGE.gauge(registry, ageSeconds, issuer);
    }

    /** Publishes how many revocations are remembered, of verified tokens and of others; read whenever the metrics are. */
    public void revocations(Supplier<Number> verified, Supplier<Number> unverified) {
        Family.REVOCATIONS_ENTRIES.gauge(registry, verified, "verified");
        Family.REVOCATIONS_ENTRIES.gauge(registry, unverified, "unverified");
    }

    /** Publishes how many replays are pending, and how many revocations wait to be acknowledged; read whenever the metrics are. */
    public void replays(Supplier<Number> pending, Supplier<Number> unreplayable) {
        Family.REVOCATIONS_PENDING.gauge(registry, pending);
        Family.REVOCATIONS_UNREPLAYABLE.gauge(registry, unreplayable);
    }

    /** Counts a replay that is over: {@code replayed} or {@code unreplayable}. */
    public void replay(String region, String result) {
        Family.REVOCATION_REPLAYS.counter(registry, region, result).increment();
    }

    private Counter counter(Result key) {
        return Family.TOKEN_VALIDATIONS.counter(registry, key.issuer(), key.result(), key.reason());
    }
}
