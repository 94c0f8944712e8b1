package io.sallyport.journal;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;

/** A log to which many add at a time, from any thread; what comes while one sync is under way shares the next. */
public interface GroupedLog {

    /** What the log is about, apart from the log. Called on a thread that may block. */
    interface Content {

        /**
         * Takes over what was kept, oldest first; once, before anything else.
         *
         * @throws IOException if it is not legible
         */
        void restore(List<byte[]> records) throws IOException;

        /** All that is still wanted: the log is written anew with it when it has grown too long, or after a failure. */
        List<byte[]> wanted();
    }

    /** Keeps nothing: what is added is as good as kept at once, until the process ends. */
    GroupedLog IN_MEMORY = new GroupedLog() {
        @Override
        public Future<Void> open(Content content) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> append(byte[] entry) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> barrier() {
            return Future.succeededFuture();
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    };

    /** One that is kept in a journal, sealed. */
    static GroupedLog sealed(AsyncJournal journal, String name) {
        return new SealedGroupedLog(journal, name);
    }

    /**
     * Opens it.
     *
     * @return fails where it cannot be read back: the message is a reason for a person
     */
    Future<Void> open(Content content);

    /**
     * Adds a record.
     *
     * @param entry 1 MiB at most
     * @return completes when the record survives a crash, on the caller's context; fails where nobody can promise that
     */
    Future<Void> append(byte[] entry);

    /** Completes, on the caller's context, when all that was added before survives a crash; fails as {@link #append}. */
    Future<Void> barrier();

    /** Whether the last write went well. After one that did not it is tried anew, by itself, until one does. */
    boolean isWritable();

    /** Ends when what was added is kept, or cannot be. */
    Future<Void> close();
}
