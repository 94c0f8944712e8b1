package io.sallyport.app;

import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.Journal;
import io.sallyport.journal.Loading;
import io.sallyport.keys.LastGood;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Keeps last-good keys in the sealed store. What cannot be unsealed is as good as absent: keys are fetched anew. */
final class JournalLastGood implements LastGood {

    private final Journal journal;
    private final AsyncJournal writing;

    JournalLastGood(Journal journal, AsyncJournal writing) {
        this.journal = journal;
        this.writing = writing;
    }

    @Override
    public Optional<byte[]> load(String id) {
        return journal.store().load(record(id)) instanceof Loading.Loaded loaded
                ? Optional.of(loaded.content())
                : Optional.empty();
    }

    @Override
    public Future<Void> store(String id, byte[] content) {
        return writing.save(record(id), content);
    }

    /** A file name for any text; two texts with one name would be refused by what is stored in them. */
    private static String record(String id) {
        return "keys-" + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    }
}
