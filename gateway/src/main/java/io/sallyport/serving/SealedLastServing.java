package io.sallyport.serving;

import io.sallyport.failover.Restored;
import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.Loading;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps it in one sealed record. A record that cannot be read counts as none: the start is then by preference. */
public final class SealedLastServing implements LastServing {

    /** The record's name. */
    static final String RECORD = "serving";

    private static final Logger LOG = LoggerFactory.getLogger(SealedLastServing.class);
    private static final int PATIENCE_SECONDS = 2;

    private final AsyncJournal journal;
    private final InstantSource wall;

    /** Keeps it in that journal, with the times of that clock. */
    public SealedLastServing(AsyncJournal journal, InstantSource wall) {
        this.journal = journal;
        this.wall = wall;
    }

    @Override
    public Future<Optional<Restored>> load() {
        return journal.load(RECORD)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(this::decoded)
                .otherwise(failure -> {
                    LOG.atWarn()
                            .setCause(failure)
                            .log("the last serving region cannot be read; starting by preference");
                    return Optional.empty();
                });
    }

    private Optional<Restored> decoded(Loading loading) {
        if (!(loading instanceof Loading.Loaded loaded)) {
            return Optional.empty();
        }
        Optional<Restored> state = ServingRecord.decode(loaded.content(), wall.instant());
        if (state.isEmpty()) {
            LOG.atWarn().log("the record of the last serving region is not legible; starting by preference");
        }
        return state;
    }

    @Override
    public Future<Void> store(Restored state) {
        return journal.save(RECORD, ServingRecord.encode(state, wall.instant()));
    }
}
