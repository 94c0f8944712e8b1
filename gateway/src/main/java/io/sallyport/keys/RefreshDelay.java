package io.sallyport.keys;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When an issuer's sources are asked again. Give or take a tenth, so that many gateways do not ask at once. Pure. */
final class RefreshDelay {

    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final int MAX_DOUBLINGS = 20;
    /** A source that calls its keys fresh for less is not asked more often. */
    private static final Duration SHORTEST_MAX_AGE = Duration.ofSeconds(10);

    private RefreshDelay() {}

    /**
     * After a round in which every source gave a good answer.
     *
     * @param regular the configured time between two rounds: never is it later
     * @param maxAge the shortest time for which a source called its answer fresh; null where none did
     */
    static long afterSuccess(Duration regular, @Nullable Duration maxAge, RandomGenerator random) {
        Duration fresh = maxAge == null ? regular : longer(maxAge, SHORTEST_MAX_AGE);
        return spread(Math.min(fresh.toMillis(), regular.toMillis()), random);
    }

    /**
     * After a round that failed at least in part: 1, 2, 4... seconds, up to the regular time.
     *
     * @param failed how many rounds in a row did; at least 1
     */
    static long afterFailure(Duration regular, int failed, RandomGenerator random) {
        long wait = FIRST_RETRY_MILLIS << Math.min(failed - 1, MAX_DOUBLINGS);
        return spread(Math.min(regular.toMillis(), wait), random);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static long spread(long millis, RandomGenerator random) {
        return Math.max(1, Math.round(millis * (0.9 + 0.2 * random.nextDouble())));
    }
}
