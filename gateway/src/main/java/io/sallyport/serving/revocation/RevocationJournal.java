package io.sallyport.serving.revocation;

import io.sallyport.failover.RegionName;
import io.sallyport.journal.GroupedLog;
import io.sallyport.token.Revocation;
import io.sallyport.token.RevocationList;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Notes revocations: in force at once, kept for good before anybody is answered, and replayed to the regions that do not
 * learn of them. Thread-safe; its lock is held for moments and never by a lookup.
 */
public final class RevocationJournal implements GroupedLog.Content {

    /** Characters of tokens that are kept for replays: some tens of thousands. Half of it for those that nobody verified. */
    private static final long MOST_HELD_CHARS = 64L << 20;

    private final RevocationList list;
    private final GroupedLog log;
    private final ReplayRules rules;
    private final RevocationObserver observer;
    private final InstantSource clock;
    private final RevocationBook book = new RevocationBook();
    private volatile Consumer<RevocationEntry> onPending = entry -> {};

    /**
     * Makes it; {@link #open} comes first.
     *
     * @param list where revocations are enforced
     * @param log where they are kept
     * @param rules which regions have to hear of them
     */
    public RevocationJournal(
            RevocationList list, GroupedLog log, ReplayRules rules, RevocationObserver observer, InstantSource clock) {
        this.list = list;
        this.log = log;
        this.rules = rules;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * Takes over what earlier lives noted; in force when it completes.
     *
     * @return fails where the log cannot be read back: nobody knows then what is revoked
     */
    public Future<Void> open() {
        return log.open(this);
    }

    @Override
    public synchronized void restore(List<byte[]> records) throws IOException {
        for (byte[] each : records) {
            RevocationJson.Kept kept = RevocationJson.decode(each);
            if (kept.entry() != null) {
                book.put(kept.entry());
            } else if (kept.outcome() != null) {
                changed(kept.outcome());
            }
        }
        Instant now = clock.instant();
        book.all().forEach(entry -> book.change(rules.reconsidered(entry, now)));
        book.all().stream()
                .filter(entry -> entry.until().isAfter(now))
                .forEach(entry -> list.restore(entry.revocation(), entry.isVerified(), entry.until()));
    }

    @Override
    public List<byte[]> wanted() {
        List<RevocationEntry> all;
        synchronized (this) {
            book.forgetPast(clock.instant());
            all = book.all();
        }
        return all.stream().map(RevocationJson::encode).toList();
    }

    /** Which regions have to hear of what. */
    public ReplayRules rules() {
        return rules;
    }

    /**
     * Keeps room for one revocation. Where there is none, a sign-out must not be sent: it could not be promised.
     *
     * @param isVerified whether the token that is about to be revoked was verified
     * @param tokenChars the characters of a token that may have to be kept; 0 for none
     */
    public Optional<RevocationList.Slot> reserve(boolean isVerified, int tokenChars) {
        return log.isWritable() && hasRoomFor(isVerified, tokenChars) ? list.reserve(isVerified) : Optional.empty();
    }

    /** Whether what is noted is kept for good. */
    public boolean isWritable() {
        return log.isWritable();
    }

    private synchronized boolean hasRoomFor(boolean isVerified, int tokenChars) {
        book.forgetPast(clock.instant());
        long most = isVerified ? MOST_HELD_CHARS : MOST_HELD_CHARS / 2;
        return tokenChars == 0 || (tokenChars <= Means.LONGEST_TOKEN && book.heldChars() + tokenChars <= most);
    }

    /**
     * Notes what a region accepted, in the room that was kept for it. In force when this returns.
     *
     * @return completes when it survives a crash; where it fails the revocation is in force all the same, until the process
     *     ends
     */
    public Future<Void> note(RevocationList.Slot slot, Accepted accepted) {
        Instant until = slot.use(accepted.revocation());
        return added(rules.entry(accepted, slot.isVerified(), clock.instant(), until));
    }

    /**
     * Notes what an operator revokes, whatever the disk says: it is in force when this returns.
     *
     * @return empty where there is no room, and nothing was noted; else as {@link #note}
     */
    public Optional<Future<Void>> order(Revocation revocation) {
        return list.note(revocation).map(until -> added(rules.entry(revocation, clock.instant(), until)));
    }

    private Future<Void> added(RevocationEntry made) {
        RevocationEntry entry;
        Future<Void> kept;
        synchronized (this) {
            book.forgetPast(clock.instant());
            entry = rules.settled(made, book.sameTarget(made).orElse(null)).withId(book.nextId());
            book.put(entry);
            // In the order of the book: what comes later replaces what came before.
            kept = log.append(RevocationJson.encode(entry));
        }
        tell(entry);
        return kept;
    }

    private void tell(RevocationEntry entry) {
        if (!entry.pending().isEmpty()) {
            onPending.accept(entry);
        }
        entry.replays().forEach((region, replay) -> {
            if (replay.isAlarm()) {
                observer.unreplayable(entry, region, replay.reason());
            }
        });
    }

    /** Completes when all that was noted before survives a crash; fails where that is not known. */
    public Future<Void> noted() {
        return log.barrier();
    }

    /** Who replays: told of each entry that becomes pending, on any thread. Gets those that are pending already. */
    public List<RevocationEntry> replayBy(Consumer<RevocationEntry> replayer) {
        synchronized (this) {
            onPending = replayer;
            return book.all().stream()
                    .filter(entry -> !entry.pending().isEmpty())
                    .toList();
        }
    }

    /** An entry as it stands; empty where it is forgotten, or another took its place. */
    public synchronized Optional<RevocationEntry> find(long id) {
        book.forgetPast(clock.instant());
        return Optional.ofNullable(book.get(id));
    }

    /** Says what became of a pending entry at a region; without effect on one that is not pending there. */
    public void settle(long id, RegionName region, Replay replay) {
        RevocationEntry entry;
        synchronized (this) {
            RevocationEntry before = book.get(id);
            if (before == null || !before.isPendingTo(region)) {
                return;
            }
            entry = before.with(region, replay);
            change(entry, region, replay);
        }
        if (replay.isAlarm()) {
            observer.unreplayable(entry, region, replay.reason());
        } else {
            observer.replayed(entry, region);
        }
    }

    /**
     * An operator knows that it cannot be replayed.
     *
     * @return empty where there is no such alarm; else completes when that survives a restart
     */
    public synchronized Optional<Future<Void>> acknowledge(long id) {
        RevocationEntry entry = book.get(id);
        if (entry == null || !entry.isAlarm()) {
            return Optional.empty();
        }
        Future<Void> kept = Future.succeededFuture();
        for (Map.Entry<RegionName, Replay> each : entry.replays().entrySet()) {
            if (each.getValue().isAlarm()) {
                Replay known = new Replay(
                        Replay.State.ACKNOWLEDGED,
                        clock.instant(),
                        each.getValue().reason());
                entry = entry.with(each.getKey(), known);
                kept = change(entry, each.getKey(), known);
            }
        }
        return Optional.of(kept);
    }

    private Future<Void> change(RevocationEntry entry, RegionName region, Replay replay) {
        book.change(entry);
        return log.append(RevocationJson.encode(new RevocationJson.Outcome(entry.id(), region, replay)));
    }

    private void changed(RevocationJson.Outcome outcome) {
        RevocationEntry entry = book.get(outcome.id());
        if (entry != null) {
            book.change(entry.with(outcome.region(), outcome.replay()));
        }
    }

    /** Whether the primary has to hear of something, and may. */
    public synchronized boolean isPendingToPrimary() {
        return book.pendingTo(rules.primary()) > 0;
    }

    /** How many replays are pending. */
    public synchronized int pending() {
        book.forgetPast(clock.instant());
        return book.pending();
    }

    /** How many revocations cannot be replayed and are not acknowledged. */
    public synchronized int unreplayable() {
        return book.alarms();
    }

    /** What an operator sees. */
    public Overview overview(int latest) {
        Map<RegionName, Integer> pending = new LinkedHashMap<>();
        synchronized (this) {
            book.forgetPast(clock.instant());
            rules.regions().forEach(region -> pending.put(region, book.pendingTo(region)));
            return new Overview(
                    list.size(), list.unverified(), log.isWritable(), pending, book.alarms(), book.latest(latest));
        }
    }

    /** Ends when all that was noted is kept, or cannot be. */
    public Future<Void> close() {
        return log.close();
    }
}
