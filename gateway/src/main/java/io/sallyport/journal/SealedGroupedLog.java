package io.sallyport.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One in a journal. After a write that failed nobody knows what the file holds, so the next one writes it anew: with all
 * that is wanted, that which failed included.
 */
final class SealedGroupedLog implements GroupedLog {

    private static final Logger LOG = LoggerFactory.getLogger(SealedGroupedLog.class);

    /** The most records of one write. */
    private static final int GROUP = 1_000;

    /** It is written anew when it holds this many more than twice what was wanted the last time. */
    static final int SLACK = 1_000;

    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LONGEST_RETRY_MILLIS = 30_000;

    /** One that waits for the next sync. A class, because arrays have no value equality. */
    private static final class Waiting {
        private final byte @Nullable [] entry;
        private final Promise<Void> kept = Promise.promise();
        private final Context caller;

        /** Without an entry it only waits for those before it. */
        Waiting(byte @Nullable [] entry, Context caller) {
            this.entry = entry;
            this.caller = caller;
        }

        void tell(@Nullable Throwable failure) {
            caller.runOnContext(back -> {
                if (failure == null) {
                    kept.complete();
                } else {
                    kept.fail(failure);
                }
            });
        }
    }

    private final AsyncJournal journal;
    private final String name;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private volatile boolean isWritable = true;
    private volatile boolean isClosed;

    // What follows belongs to the journal's thread.
    private @Nullable Content content;
    private @Nullable SealedLog log;
    private long longest;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private boolean isRetrying;

    SealedGroupedLog(AsyncJournal journal, String name) {
        this.journal = journal;
        this.name = name;
    }

    @Override
    public Future<Void> open(Content of) {
        return journal.call(() -> {
            SealedLog.Opening opening = journal.journal().openLog(name);
            if (opening instanceof SealedLog.Damaged damaged) {
                throw new IOException("record " + damaged.record() + ": " + damaged.reason());
            }
            SealedLog.Opened opened = (SealedLog.Opened) opening;
            of.restore(opened.records());
            content = of;
            log = opened.log();
            longest = longestFor(opened.records().size());
            return null;
        });
    }

    private static long longestFor(long wanted) {
        return 2 * wanted + SLACK;
    }

    @Override
    public Future<Void> append(byte[] entry) {
        return added(new Waiting(entry, journal.vertx().getOrCreateContext()));
    }

    @Override
    public Future<Void> barrier() {
        return added(new Waiting(null, journal.vertx().getOrCreateContext()));
    }

    private Future<Void> added(Waiting one) {
        waiting.add(one);
        schedule();
        return one.kept.future();
    }

    @Override
    public boolean isWritable() {
        return isWritable;
    }

    @Override
    public Future<Void> close() {
        isClosed = true;
        return journal.call(() -> {
            write();
            SealedLog open = log;
            log = null;
            if (open != null) {
                open.close();
            }
            return null;
        });
    }

    private void schedule() {
        if (isScheduled.compareAndSet(false, true)) {
            journal.call(() -> {
                        write();
                        return null;
                    })
                    .onFailure(this::abandon);
        }
    }

    /** What comes from here on schedules the next write. */
    private void write() {
        isScheduled.set(false);
        List<Waiting> group = new ArrayList<>();
        for (Waiting next = poll(group); next != null; next = poll(group)) {
            group.add(next);
        }
        if (!group.isEmpty()) {
            Throwable failure = attempt(entries(group));
            group.forEach(one -> one.tell(failure));
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    private static List<byte[]> entries(List<Waiting> group) {
        List<byte[]> entries = new ArrayList<>();
        for (Waiting one : group) {
            if (one.entry != null) {
                entries.add(one.entry);
            }
        }
        return entries;
    }

    private @Nullable Waiting poll(List<Waiting> group) {
        return group.size() < GROUP ? waiting.poll() : null;
    }

    /** The journal takes no more work. */
    private void abandon(Throwable failure) {
        isWritable = false;
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.tell(failure);
        }
    }

    /** Null where it went well. */
    private @Nullable Throwable attempt(List<byte[]> records) {
        try {
            keep(records);
            succeeded();
            return null;
        } catch (IOException | RuntimeException e) {
            failed(e);
            return e;
        }
    }

    private void keep(List<byte[]> records) throws IOException {
        SealedLog open = log;
        if (open != null && open.size() + records.size() <= longest) {
            if (!records.isEmpty()) {
                open.append(records);
            }
            return;
        }
        if (content == null || (isClosed && open == null)) {
            throw new IOException("the log " + name + " is not open");
        }
        List<byte[]> wanted = content.wanted();
        letGo();
        log = journal.journal().renewLog(name, wanted);
        longest = longestFor(wanted.size());
    }

    private void letGo() throws IOException {
        SealedLog open = log;
        log = null;
        if (open != null) {
            open.close();
        }
    }

    private void succeeded() {
        if (!isWritable) {
            LOG.atInfo().addKeyValue("log", name).log("sealed log is written again");
        }
        isWritable = true;
        retryMillis = FIRST_RETRY_MILLIS;
    }

    private void failed(Exception failure) {
        if (isWritable) {
            LOG.atError().setCause(failure).addKeyValue("log", name).log("sealed log cannot be written");
        }
        isWritable = false;
        try {
            letGo();
        } catch (IOException alreadyLost) {
            // It is written anew in any case.
        }
        if (!isClosed && content != null && !isRetrying) {
            isRetrying = true;
            journal.vertx().setTimer(retryMillis, t -> journal.call(this::retry));
            retryMillis = Math.min(LONGEST_RETRY_MILLIS, 2 * retryMillis);
        }
    }

    private @Nullable Throwable retry() {
        isRetrying = false;
        return isWritable || isClosed ? null : attempt(List.of());
    }
}
