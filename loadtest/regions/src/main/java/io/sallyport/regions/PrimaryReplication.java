package io.sallyport.regions;

import io.sallyport.regions.log.PrimaryJournal;
import java.io.IOException;

/** The primary's end of the log: it writes, so there is nothing to wait for. */
record PrimaryReplication(PrimaryJournal journal) implements Replication {

    @Override
    public void poll() {
        // The journal folds as it writes.
    }

    @Override
    public void lag(long millis) {
        // The primary lags behind nobody.
    }

    @Override
    public long lag() {
        return 0;
    }

    @Override
    public long records() {
        return journal.records();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
