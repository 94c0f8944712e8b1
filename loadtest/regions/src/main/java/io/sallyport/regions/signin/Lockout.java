package io.sallyport.regions.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Keeps guessers out: after five wrong passwords in a row a name is locked for a second, and for twice as long after
 * each further one, up to fifteen minutes. Counted by each region for itself, as replication runs one way; forgotten
 * fifteen minutes after the last try.
 */
final class Lockout {

    private static final int FREE_TRIES = 5;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final long MOST = 100_000;
    private static final int MAX_DOUBLINGS = 10;

    private final InstantSource clock;
    private final Cache<String, Failures> byName =
            Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(MOST).build();

    private record Failures(int count, Instant lockedUntil) {}

    Lockout(InstantSource clock) {
        this.clock = clock;
    }

    boolean isLocked(String username) {
        Failures failures = byName.getIfPresent(key(username));
        return failures != null && failures.lockedUntil().isAfter(clock.instant());
    }

    void failed(String username) {
        byName.asMap().merge(key(username), new Failures(1, Instant.MIN), (before, one) -> {
            int count = before.count() + 1;
            return new Failures(
                    count, count < FREE_TRIES ? Instant.MIN : clock.instant().plus(duration(count)));
        });
    }

    void succeeded(String username) {
        byName.invalidate(key(username));
    }

    private static Duration duration(int failures) {
        int doublings = Math.min(MAX_DOUBLINGS, failures - FREE_TRIES);
        Duration doubled = Duration.ofSeconds(1L << doublings);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }
}
