package io.sallyport.keys;

import java.time.Duration;
import java.util.List;

/**
 * Where keys come from and how they are kept.
 *
 * @param issuers each name once
 * @param refresh between two regular looks at an issuer's sources, give or take a tenth; at least 10 ms
 * @param maxStale how long a source's last good answer serves after it stopped answering; past it tokens are not judged
 * @param lookInterval the least time between two looks at an issuer's sources for unknown key ids
 * @param unknownMemory how long a key id that was looked for in vain is remembered
 * @param timeout for one answer, from connecting to the last byte
 * @param maxBytes of one answer
 */
public record KeysSettings(
        List<IssuerSource> issuers,
        Duration refresh,
        Duration maxStale,
        Duration lookInterval,
        Duration unknownMemory,
        Duration timeout,
        int maxBytes) {

    private static final Duration MIN_REFRESH = Duration.ofMillis(10);

    /** Refuses times and sizes that make no sense. */
    public KeysSettings {
        issuers = List.copyOf(issuers);
        boolean distinct = issuers.stream().map(IssuerSource::issuer).distinct().count() == issuers.size();
        if (!distinct) {
            throw new IllegalArgumentException("an issuer is named twice");
        }
        if (refresh.compareTo(MIN_REFRESH) < 0 || timeout.toMillis() < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("refresh, timeout and size must be positive");
        }
        if (maxStale.isNegative() || lookInterval.isNegative() || unknownMemory.isNegative()) {
            throw new IllegalArgumentException("times must not be negative");
        }
    }

    /** Every 5 min; stale up to 24 h; a look for unknown ids every 5 s at most, remembered 30 s; 2 s and 256 KiB an answer. */
    public static KeysSettings of(List<IssuerSource> issuers) {
        return new KeysSettings(
                issuers,
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                256 * 1024);
    }
}
