package io.sallyport.token;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is revoked, with its end. Anybody may look up at any time; whoever changes it must hold a lock. No call takes longer
 * the more there are, but for the logarithm.
 */
final class RevocationEntries {

    /** At most so many are forgotten by one call: what waits for its lock must not wait for a list of millions. */
    static final int FORGOTTEN_AT_ONCE = 64;

    /**
     * One.
     *
     * @param signedInUntil tokens whose user signed in later are not meant
     * @param until when it is forgotten
     * @param isVerified whether who had it noted had proved the token's own word, or needed none
     */
    record Entry(Instant signedInUntil, Instant until, boolean isVerified) {
        Entry or(Entry other) {
            return new Entry(
                    signedInUntil.isAfter(other.signedInUntil) ? signedInUntil : other.signedInUntil,
                    until.isAfter(other.until) ? until : other.until,
                    isVerified || other.isVerified);
        }
    }

    private record End(Instant at, RevocationTarget target) {}

    private final Map<RevocationTarget, Entry> entries = new ConcurrentHashMap<>();

    /** One for each entry, at its end or, where that was put off since, before. */
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));

    private int unverified;

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Nullable
    Entry get(RevocationTarget target) {
        return entries.get(target);
    }

    int size() {
        return ends.size();
    }

    /** How many of them nobody verified. */
    int unverified() {
        return unverified;
    }

    /** Adds one, or what it says to the one that is there. */
    void put(RevocationTarget target, Entry entry) {
        Entry old = entries.get(target);
        Entry merged = old == null ? entry : old.or(entry);
        entries.put(target, merged);
        unverified += unverified(merged) - (old == null ? 0 : unverified(old));
        if (old == null) {
            ends.add(new End(merged.until(), target));
        }
    }

    /** Forgets those that have ended, or {@link #FORGOTTEN_AT_ONCE} of them. */
    void forgetPast(Instant now) {
        for (int i = 0; i < FORGOTTEN_AT_ONCE; i++) {
            End next = ends.peek();
            if (next == null || next.at().isAfter(now)) {
                return;
            }
            ends.poll();
            end(next.target(), now);
        }
    }

    private void end(RevocationTarget target, Instant now) {
        Entry entry = entries.get(target);
        if (entry == null) {
            throw new IllegalStateException("an end of nothing");
        }
        if (entry.until().isAfter(now)) {
            ends.add(new End(entry.until(), target));
        } else {
            entries.remove(target);
            unverified -= unverified(entry);
        }
    }

    private static int unverified(Entry entry) {
        return entry.isVerified() ? 0 : 1;
    }
}
