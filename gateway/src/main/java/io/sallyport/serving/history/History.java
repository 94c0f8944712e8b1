package io.sallyport.serving.history;

import io.vertx.core.Future;
import java.util.List;

/** Where decisions and outages are kept across restarts. Called on the controller's event loop alone. */
public interface History {

    /** The most decisions that are kept. */
    int DECISIONS = 500;

    /** The most outages that are kept. */
    int OUTAGES = 200;

    /**
     * What is kept, oldest first.
     *
     * @param decisions {@link #DECISIONS} at most
     * @param outages {@link #OUTAGES} at most
     */
    record Kept(List<DecisionRecord> decisions, List<OutageRecord> outages) {
        /** Nothing. */
        public static final Kept NOTHING = new Kept(List.of(), List.of());

        /** Copies the lists. */
        public Kept {
            decisions = List.copyOf(decisions);
            outages = List.copyOf(outages);
        }
    }

    /** Keeps nothing. */
    History NONE = new History() {
        @Override
        public Future<Kept> load() {
            return Future.succeededFuture(Kept.NOTHING);
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
    };

    /** What an earlier run left. Never fails, and waits for a slow disk 2 s at most. */
    Future<Kept> load();

    /** Keeps a decision. Broken I/O is logged and keeps nothing else from going on. */
    void add(DecisionRecord decision);

    /** Keeps an outage in place of what was kept of it before, by its {@code began}; broken I/O as for decisions. */
    void add(OutageRecord outage);

    /** Ends when everything added is kept, or cannot be. */
    Future<Void> close();
}
