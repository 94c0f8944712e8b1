package io.sallyport.keys;

import io.sallyport.token.VerificationKey;
import io.sallyport.token.VerificationKeys;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The union of an issuer's sources at a moment.
 *
 * @param byKid each key id's keys
 * @param newestNanos when the youngest answer came; null where there never was one
 */
record KeySnapshot(Map<String, Entry> byKid, @Nullable Long newestNanos) {

    static final KeySnapshot EMPTY = new KeySnapshot(Map.of(), null);

    /**
     * The keys of one id.
     *
     * @param newestNanos when the youngest answer that has one of them came
     */
    record Entry(VerificationKeys.Found found, long newestNanos) {}

    /**
     * A source's last good answer.
     *
     * @param atNanos when it came, by the ticker; may lie before this process began
     */
    record Answered(JwksDocument document, long atNanos) {}

    static KeySnapshot of(Collection<Answered> answers) {
        Map<String, Map<String, VerificationKey>> keys = new LinkedHashMap<>();
        Map<String, Long> times = new HashMap<>();
        Long newest = null;
        for (Answered answer : answers) {
            newest = newest == null ? answer.atNanos() : later(newest, answer.atNanos());
            for (JwksDocument.PublishedKey published : answer.document().keys()) {
                VerificationKey key = published.key();
                keys.computeIfAbsent(key.kid(), kid -> new LinkedHashMap<>())
                        .merge(key.thumbprint(), key, KeySnapshot::both);
                times.merge(key.kid(), answer.atNanos(), KeySnapshot::later);
            }
        }
        Map<String, Entry> entries = new HashMap<>();
        times.forEach((kid, time) -> entries.put(kid, entry(keys, kid, time)));
        return new KeySnapshot(Map.copyOf(entries), newest);
    }

    private static Entry entry(Map<String, Map<String, VerificationKey>> keys, String kid, long time) {
        return new Entry(
                new VerificationKeys.Found(
                        List.copyOf(keys.getOrDefault(kid, Map.of()).values())),
                time);
    }

    /** Where two sources disagree on what a key is for, it is for what both say. */
    private static VerificationKey both(VerificationKey one, VerificationKey other) {
        return one.alsoIn(other.regions()).onlyFor(other.algorithms());
    }

    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }
}
