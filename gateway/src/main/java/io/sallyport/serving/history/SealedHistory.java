package io.sallyport.serving.history;

import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.SealedLog;
import io.sallyport.serving.history.HistoryJson.Entry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps them in one sealed log. Where it has grown too long, or could not be written, it is written anew with what is still
 * wanted; a log that was altered is kept beside it for inspection.
 */
public final class SealedHistory implements History {

    /** The log's name. */
    static final String LOG_NAME = "history";

    /** When it is too long: then more than half of it is no longer wanted. */
    static final int LONGEST = 2 * (DECISIONS + OUTAGES);

    private static final Logger LOG = LoggerFactory.getLogger(SealedHistory.class);
    private static final int PATIENCE_SECONDS = 2;

    private final AsyncJournal journal;
    private final Deque<byte[]> decisions = new ArrayDeque<>();
    private final Map<Instant, byte[]> outages = new LinkedHashMap<>();
    private final List<byte[]> waiting = new ArrayList<>();
    private Future<Void> writing = Future.succeededFuture();
    private @Nullable SealedLog log;
    private boolean isOpen;
    private boolean isFailing;

    /** Keeps them in that journal. */
    public SealedHistory(AsyncJournal journal) {
        this.journal = journal;
    }

    @Override
    public Future<Kept> load() {
        Future<Kept> opened = journal.openLog(LOG_NAME).compose(this::opened);
        after(opened.mapEmpty());
        return opened.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).otherwise(Kept.NOTHING);
    }

    private Future<Kept> opened(SealedLog.Opening opening) {
        isOpen = true;
        if (opening instanceof SealedLog.Opened whole) {
            log = whole.log();
            return Future.succeededFuture(recalled(whole.records()));
        }
        List<byte[]> before = ((SealedLog.Damaged) opening).before();
        return journal.replaceLog(LOG_NAME, before)
                .compose(done -> journal.openLog(LOG_NAME))
                .map(again -> {
                    log = ((SealedLog.Opened) again).log();
                    return recalled(before);
                });
    }

    /** What came to be kept while the disk was slow is newer. */
    private Kept recalled(List<byte[]> records) {
        List<DecisionRecord> oldDecisions = new ArrayList<>();
        Map<Instant, OutageRecord> oldOutages = new LinkedHashMap<>();
        List<byte[]> newer = List.copyOf(waiting);
        decisions.clear();
        outages.clear();
        records.forEach(json -> HistoryJson.decode(json).ifPresent(entry -> {
            remember(entry, json);
            if (entry.decision() != null) {
                oldDecisions.add(entry.decision());
            } else if (entry.outage() != null) {
                oldOutages.put(entry.outage().began(), entry.outage());
            }
        }));
        newer.forEach(json -> HistoryJson.decode(json).ifPresent(entry -> remember(entry, json)));
        return new Kept(last(oldDecisions, DECISIONS), last(List.copyOf(oldOutages.values()), OUTAGES));
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    private void remember(Entry entry, byte[] json) {
        OutageRecord outage = entry.outage();
        if (outage == null) {
            decisions.addLast(json);
        } else {
            outages.put(outage.began(), json);
        }
        if (decisions.size() > DECISIONS) {
            decisions.removeFirst();
        }
        if (outages.size() > OUTAGES) {
            outages.remove(outages.keySet().iterator().next());
        }
    }

    @Override
    public void add(DecisionRecord decision) {
        add(new Entry(decision, null));
    }

    @Override
    public void add(OutageRecord outage) {
        add(new Entry(null, outage));
    }

    private void add(Entry entry) {
        byte[] json = HistoryJson.encode(entry);
        remember(entry, json);
        waiting.add(json);
        if (waiting.size() > LONGEST) {
            waiting.remove(0);
        }
        writeWaiting();
    }

    /** One write at a time, so that a slow disk makes longer batches and not a longer queue. */
    private void write() {
        List<byte[]> batch = List.copyOf(waiting);
        waiting.clear();
        SealedLog open = log;
        Future<Void> written =
                open != null && open.size() + batch.size() <= LONGEST ? journal.append(open, batch) : rewrite(open);
        after(written);
    }

    private void after(Future<Void> work) {
        writing = work.transform(done -> {
            report(done.cause());
            return Future.succeededFuture();
        });
        writing.onSuccess(done -> writeWaiting());
    }

    private void writeWaiting() {
        if (!waiting.isEmpty() && writing.isComplete()) {
            write();
        }
    }

    private Future<Void> rewrite(@Nullable SealedLog open) {
        List<byte[]> all = new ArrayList<>(outages.values());
        all.addAll(decisions);
        log = null;
        Future<Void> closed = open == null ? Future.succeededFuture() : journal.closeLog(open);
        return closed.compose(done -> isOpen ? journal.compactLog(LOG_NAME, all) : Future.failedFuture("never opened"))
                .compose(done -> journal.openLog(LOG_NAME))
                .map(opening -> {
                    log = ((SealedLog.Opened) opening).log();
                    return null;
                });
    }

    private void report(@Nullable Throwable failure) {
        if (failure == null) {
            isFailing = false;
            return;
        }
        log = null;
        if (!isFailing) {
            LOG.atError().setCause(failure).log("decisions and outages cannot be kept; they stand in the log alone");
        }
        isFailing = true;
    }

    @Override
    public Future<Void> close() {
        return settled().transform(done -> {
            SealedLog open = log;
            log = null;
            return open == null
                    ? Future.succeededFuture()
                    : journal.closeLog(open).otherwiseEmpty();
        });
    }

    private Future<Void> settled() {
        return writing.compose(done -> {
            writeWaiting();
            return writing.isComplete() ? Future.succeededFuture() : settled();
        });
    }
}
