package io.sallyport.metrics;

import java.time.Duration;

/**
 * The meters, by their Micrometer names. Prometheus sees dots as underscores, counters with {@code _total}, timers with
 * {@code _seconds}.
 */
final class Names {

    static final String ACTIVE_REGION = "sallyport.active.region";
    static final String CONTROLLER_STATE = "sallyport.controller.state";
    static final String BREAKER_STATE = "sallyport.breaker.state";
    static final String REGION_USABLE = "sallyport.region.usable";
    static final String FAILOVERS = "sallyport.failovers";
    static final String FAILOVER_DETECTION = "sallyport.failover.detection";
    static final String UPSTREAM = "sallyport.upstream";
    static final String REQUESTS = "sallyport.requests";
    static final String RETRIES = "sallyport.retries";
    static final String WRITES_REFUSED = "sallyport.writes.refused";
    static final String TOKEN_VALIDATIONS = "sallyport.token.validations";
    static final String TOKEN_VALIDATION = "sallyport.token.validation";
    static final String TOKEN_CACHE_HITS = "sallyport.token.cache.hits";
    static final String TOKEN_CACHE_MISSES = "sallyport.token.cache.misses";
    static final String JWKS_AGE = "sallyport.jwks.age";
    static final String JWKS_REFRESH = "sallyport.jwks.refresh";
    static final String PROBE_UP = "sallyport.probe.up";

    /** What a label says when its value would otherwise come from a request. */
    static final String OTHER = "other";

    /** Buckets of a request's time: from a cached answer to the total deadline. */
    static final Duration[] REQUEST_BUCKETS = millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000);

    private Names() {}

    static Duration[] millis(long... values) {
        Duration[] durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }
}
