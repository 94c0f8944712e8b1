package io.sallyport.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.time.Ticker;
import java.time.Duration;

/**
 * The accounts whose credential changed a moment ago: a replica may accept the old one yet. Each entry was a change that the
 * primary accepted, so that nobody can fill it with others' accounts. Bounded; thread-safe.
 */
final class Fence {

    private static final int ENTRIES = 100_000;

    private final Cache<Digest, Boolean> accounts;

    /**
     * Empty.
     *
     * @param duration how long an account is fenced
     */
    Fence(Duration duration, Ticker ticker) {
        accounts = Caffeine.newBuilder()
                .maximumSize(ENTRIES)
                .expireAfterWrite(duration)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    void raise(Digest account) {
        accounts.put(account, true);
    }

    boolean isAround(Digest account) {
        return accounts.getIfPresent(account) != null;
    }
}
