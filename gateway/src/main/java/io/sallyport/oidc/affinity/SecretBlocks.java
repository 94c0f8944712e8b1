package io.sallyport.oidc.affinity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.failover.RegionName;
import io.sallyport.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which region began an SRP sign-in, by the digest of its secret block. A client signs the block, so that it cannot carry a
 * prefix. This node's alone; bounded, for minutes. Thread-safe.
 */
final class SecretBlocks {

    /** Longer than a provider waits for the proof (Cognito: 3 to 15 minutes). */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** About 10 MB. */
    private static final int MOST = 100_000;

    private final Cache<String, RegionName> regions;

    SecretBlocks(Ticker ticker) {
        regions = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LIFETIME)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    void remember(String block, RegionName region) {
        regions.put(digest(block), region);
    }

    @Nullable
    RegionName regionOf(String block) {
        return regions.getIfPresent(digest(block));
    }

    private static String digest(String block) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(block.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
