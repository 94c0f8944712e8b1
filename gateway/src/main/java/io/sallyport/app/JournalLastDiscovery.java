package io.sallyport.app;

import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.Journal;
import io.sallyport.journal.Loading;
import io.sallyport.oidc.LastDiscovery;
import io.vertx.core.Future;
import java.util.Optional;

/** Keeps the discovery document in the sealed store. What cannot be unsealed is as good as absent: it is fetched anew. */
final class JournalLastDiscovery implements LastDiscovery {

    private static final String RECORD = "discovery";

    private final Journal journal;
    private final AsyncJournal writing;

    JournalLastDiscovery(Journal journal, AsyncJournal writing) {
        this.journal = journal;
        this.writing = writing;
    }

    @Override
    public Optional<byte[]> load() {
        return journal.store().load(RECORD) instanceof Loading.Loaded loaded
                ? Optional.of(loaded.content())
                : Optional.empty();
    }

    @Override
    public Future<Void> store(byte[] content) {
        return writing.save(RECORD, content);
    }
}
