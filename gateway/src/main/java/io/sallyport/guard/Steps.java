package io.sallyport.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.time.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Of which account the sign-ins are that go on in another step, by the value that continues them: in that step a client could name
 * any account. This node's alone; bounded, for minutes. Thread-safe.
 */
final class Steps {

    /** Longer than a provider waits for the next step (Cognito: 3 to 15 minutes). */
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int ENTRIES = 100_000;

    private final Digests digests;
    private final Cache<Digest, Digest> accounts;

    Steps(Digests digests, Ticker ticker) {
        this.digests = digests;
        this.accounts = Caffeine.newBuilder()
                .maximumSize(ENTRIES)
                .expireAfterWrite(LIFETIME)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    void remember(String value, Digest account) {
        accounts.put(digests.step(value), account);
    }

    @Nullable
    Digest account(String value) {
        return accounts.getIfPresent(digests.step(value));
    }
}
