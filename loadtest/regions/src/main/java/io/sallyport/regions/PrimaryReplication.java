package io.sallyport.regions;

import io.sallyport.regions.log.Journal;
import java.io.IOException;

/** The primary's end of the log: it writes, so there is nothing to wait for. */
record PrimaryReplication(Journal journal) implements Replication {

    @Override
    public void poll() throws IOException {
        // The journal folds as it writes.
        journal.followKey();
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
    public long behind() {
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
