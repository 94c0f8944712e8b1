package io.sallyport.edge;

import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.serving.history.History;
import io.sallyport.serving.history.OutageRecord;
import io.vertx.core.Future;
import java.util.List;

/** What an earlier run decided; of this one nothing is kept. */
record KeptDecisions(List<DecisionRecord> decisions) implements History {

    @Override
    public Future<Kept> load() {
        return Future.succeededFuture(new Kept(decisions, List.of()));
    }

    @Override
    public void add(DecisionRecord decision) {
        // Kept in memory alone.
    }

    @Override
    public void add(OutageRecord outage) {
        // Kept in memory alone.
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
