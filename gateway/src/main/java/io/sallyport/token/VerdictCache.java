package io.sallyport.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.sallyport.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Accepted verdicts by the digest of their token, each until its token expires. Holds claims, never a token. What it returns
 * must be judged again ({@link TokenVerifier#recheck}). Thread-safe.
 */
public final class VerdictCache {

    /** Told of each lookup. */
    public interface Observer {
        /** Ignores all. */
        Observer NONE = new Observer() {
            @Override
            public void hit() {}

            @Override
            public void miss() {}
        };

        /** The verdict was there. */
        void hit();

        /** It was not. */
        void miss();
    }

    /**
     * What is kept of a token.
     *
     * @param mark by which it would be revoked, made once
     */
    public record Known(Verdict.Accepted verdict, TokenMark mark) {}

    private record Entry(Known known, Duration lifetime) {}

    private final Cache<TokenDigest, Entry> entries;
    private final Observer observer;

    /**
     * Empty.
     *
     * @param maxBytes about how much memory its entries may hold; 0 keeps nothing
     * @param ticker drives expiry
     */
    public VerdictCache(long maxBytes, Ticker ticker, Observer observer) {
        this.observer = observer;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((TokenDigest digest, Entry entry) ->
                        entry.known().verdict().claims().weight())
                .expireAfter(Expiry.<TokenDigest, Entry>creating((digest, entry) -> entry.lifetime()))
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    /** What is known of the token of this digest, or null. */
    public @Nullable Known get(TokenDigest digest) {
        Entry entry = entries.getIfPresent(digest);
        if (entry == null) {
            observer.miss();
            return null;
        }
        observer.hit();
        return entry.known();
    }

    /** Keeps a verdict for the rest of its token's life; within the skew after it the token is judged anew. */
    public void put(TokenDigest digest, Known known, Instant now) {
        Duration lifetime = Duration.between(now, known.verdict().claims().expiresAt());
        if (!lifetime.isNegative() && !lifetime.isZero()) {
            entries.put(digest, new Entry(known, lifetime));
        }
    }

    /** Forgets one. */
    public void remove(TokenDigest digest) {
        entries.invalidate(digest);
    }

    /** Forgets all: for a change of configuration. */
    public void clear() {
        entries.invalidateAll();
    }

    /** How many verdicts it holds, about. */
    public long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
