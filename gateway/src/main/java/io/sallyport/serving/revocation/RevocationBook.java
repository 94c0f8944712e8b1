package io.sallyport.serving.revocation;

import io.sallyport.failover.RegionName;
import io.sallyport.token.RevocationTarget;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The noted revocations in memory, one a target. Not thread-safe. */
final class RevocationBook {

    /** As many as the list of revocations itself forgets with one change, so that neither outgrows the other. */
    private static final int FORGOTTEN_AT_ONCE = 64;

    private record End(Instant at, long id) {}

    private final NavigableMap<Long, RevocationEntry> entries = new TreeMap<>();
    private final Map<RevocationTarget, Long> byTarget = new HashMap<>();
    private final NavigableSet<End> ends =
            new TreeSet<>(Comparator.comparing(End::at).thenComparing(End::id));
    private final Map<RegionName, Integer> pending = new HashMap<>();
    private int alarms;
    private long heldChars;
    private long lastId;

    long nextId() {
        return lastId + 1;
    }

    @Nullable
    RevocationEntry get(long id) {
        return entries.get(id);
    }

    /** What was noted of the same target before. */
    Optional<RevocationEntry> sameTarget(RevocationEntry entry) {
        return Optional.ofNullable(byTarget.get(RevocationTarget.of(entry.revocation())))
                .map(entries::get);
    }

    /** Adds one in the place of what was noted of the same target. */
    void put(RevocationEntry entry) {
        sameTarget(entry).ifPresent(this::remove);
        entries.put(entry.id(), entry);
        byTarget.put(RevocationTarget.of(entry.revocation()), entry.id());
        ends.add(new End(entry.until(), entry.id()));
        count(entry, 1);
        lastId = Math.max(lastId, entry.id());
    }

    /** Puts what became of one in its place; without effect on one that is forgotten. */
    void change(RevocationEntry entry) {
        RevocationEntry before = entries.replace(entry.id(), entry);
        if (before == null) {
            return;
        }
        count(before, -1);
        count(entry, 1);
    }

    void forgetPast(Instant now) {
        for (int i = 0; i < FORGOTTEN_AT_ONCE; i++) {
            if (ends.isEmpty() || ends.first().at().isAfter(now)) {
                return;
            }
            remove(Objects.requireNonNull(entries.get(ends.first().id())));
        }
    }

    private void remove(RevocationEntry entry) {
        entries.remove(entry.id());
        byTarget.remove(RevocationTarget.of(entry.revocation()));
        ends.remove(new End(entry.until(), entry.id()));
        count(entry, -1);
    }

    private void count(RevocationEntry entry, int change) {
        entry.pending().forEach(region -> pending.merge(region, change, Integer::sum));
        alarms += entry.isAlarm() ? change : 0;
        heldChars += entry.means() == null
                ? 0
                : (long) change * entry.means().token().length();
    }

    /** All of them, the oldest first. */
    List<RevocationEntry> all() {
        return List.copyOf(entries.values());
    }

    /** The newest first. */
    List<RevocationEntry> latest(int most) {
        return entries.descendingMap().values().stream().limit(most).toList();
    }

    int pendingTo(RegionName region) {
        return pending.getOrDefault(region, 0);
    }

    /** How many replays are pending, to whichever region. */
    int pending() {
        return pending.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many revocations cannot be replayed to some region, and no operator knows. */
    int alarms() {
        return alarms;
    }

    /** Characters of the tokens that are kept. */
    long heldChars() {
        return heldChars;
    }
}
