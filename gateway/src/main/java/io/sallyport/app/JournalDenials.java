package io.sallyport.app;

import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.Journal;
import io.sallyport.journal.Loading;
import io.sallyport.keys.DenialStore;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;

/** Keeps the list of denied keys in the sealed store. One that cannot be unsealed keeps the gateway from starting. */
final class JournalDenials implements DenialStore {

    private static final String RECORD = "denied-keys";

    private final Journal journal;
    private final AsyncJournal writing;

    JournalDenials(Journal journal, AsyncJournal writing) {
        this.journal = journal;
        this.writing = writing;
    }

    @Override
    public Optional<byte[]> load() throws IOException {
        Loading loading = journal.store().load(RECORD);
        if (loading instanceof Loading.Unreadable unreadable) {
            throw new IOException(unreadable.reason());
        }
        return loading instanceof Loading.Loaded loaded ? Optional.of(loaded.content()) : Optional.empty();
    }

    @Override
    public Future<Void> store(byte[] content) {
        return writing.save(RECORD, content);
    }

    /** What the operator is told where {@link #load} failed. */
    static StartRefused refusal(Throwable cause) {
        return new StartRefused("state.directory: the list of denied keys (" + RECORD
                + ".sealed) cannot be read back: " + cause.getMessage()
                + "; restore the file, or name its keys in validation.deniedKeys and remove it");
    }
}
