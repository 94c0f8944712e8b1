package io.sallyport.journal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/**
 * The journal for event loops: one worker thread does all of it, in the order of the calls. A failed future is broken I/O.
 */
public final class AsyncJournal {

    private final Vertx vertx;
    private final Journal journal;
    private final WorkerExecutor worker;

    /**
     * Takes over a journal.
     *
     * @param vertx on whose contexts the futures complete
     * @param journal closed by {@link #close}
     */
    public AsyncJournal(Vertx vertx, Journal journal) {
        this.vertx = vertx;
        this.journal = journal;
        this.worker = vertx.createSharedWorkerExecutor("journal-" + System.identityHashCode(journal), 1);
    }

    /** See {@link SealedStore#load}. */
    public Future<Loading> load(String name) {
        return call(() -> journal.store().load(name));
    }

    /** See {@link SealedStore#save}; completes when the record survives a crash. */
    public Future<Void> save(String name, byte[] content) {
        return run(() -> journal.store().save(name, content));
    }

    /** See {@link SealedStore#delete}. */
    public Future<Void> delete(String name) {
        return run(() -> journal.store().delete(name));
    }

    /** See {@link Journal#openLog}. */
    public Future<SealedLog.Opening> openLog(String name) {
        return call(() -> journal.openLog(name));
    }

    /** See {@link Journal#replaceLog}. */
    public Future<Void> replaceLog(String name, List<byte[]> records) {
        return run(() -> journal.replaceLog(name, records));
    }

    /** See {@link Journal#compactLog}. */
    public Future<Void> compactLog(String name, List<byte[]> records) {
        return run(() -> journal.compactLog(name, records));
    }

    /** See {@link SealedLog#close}. */
    public Future<Void> closeLog(SealedLog log) {
        return run(log::close);
    }

    /** See {@link SealedLog#append}; completes when the records survive a crash. */
    public Future<Void> append(SealedLog log, List<byte[]> records) {
        return run(() -> log.append(records));
    }

    /** Finishes what was asked for, then lets the directory go. */
    public Future<Void> close() {
        return run(journal::close).eventually(worker::close);
    }

    private Future<Void> run(Writing writing) {
        return call(() -> {
            writing.run();
            return null;
        });
    }

    /** Does it on the worker, after what was asked for before; fails once it is closed. */
    <T> Future<T> call(Callable<T> work) {
        try {
            return worker.executeBlocking(work, false);
        } catch (RejectedExecutionException closed) {
            return Future.failedFuture(closed);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    Journal journal() {
        return journal;
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws Exception;
    }
}
