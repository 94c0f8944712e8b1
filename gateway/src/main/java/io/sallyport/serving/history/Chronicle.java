package io.sallyport.serving.history;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Decision;
import io.sallyport.failover.RegionName;
import io.sallyport.metrics.RequestTotals;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Writes down what is decided and what outages cost. {@link #succeeded}, {@link #flowDrilled}, {@link #decisions},
 * {@link #outages}, {@link #outage} and {@link #replicaService} may be called from any thread, the rest on the controller's
 * event loop alone.
 */
public final class Chronicle {

    private final History store;
    private final InstantSource wall;
    private final FirstSuccesses successes;
    private final Outages outages;
    private final Recent<DecisionRecord> recentDecisions = new Recent<>(History.DECISIONS);
    private final Recent<OutageRecord> recentOutages = new Recent<>(History.OUTAGES);
    private final LongAdder flows = new LongAdder();
    private volatile Optional<OutageRecord> open = Optional.empty();
    private volatile ReplicaService replicaService = ReplicaService.NEVER;
    private volatile long flowsBefore;

    /**
     * Begins with nothing; {@link #recall} adds what is kept.
     *
     * @param regions every region of the topology
     * @param totals what became of requests
     */
    public Chronicle(
            History store, InstantSource wall, Collection<RegionName> regions, Supplier<RequestTotals> totals) {
        this.store = store;
        this.wall = wall;
        this.successes = new FirstSuccesses(regions);
        this.outages = new Outages(successes, totals);
    }

    /** Adds what an earlier run left; never fails. */
    public Future<Void> recall() {
        return store.load().otherwise(History.Kept.NOTHING).map(kept -> {
            recentDecisions.addOlder(kept.decisions());
            recentOutages.addOlder(kept.outages());
            unfinished(kept).ifPresent(outages::recall);
            kept.decisions().forEach(this::served);
            return null;
        });
    }

    /** The last outage, unless it is over or the primary served after it was found. */
    private static Optional<OutageRecord> unfinished(History.Kept kept) {
        return kept.outages().stream()
                .reduce((earlier, later) -> later)
                .filter(last -> !last.finished())
                .filter(last -> kept.decisions().stream()
                        .noneMatch(decision -> decision.kind() == DecisionRecord.Kind.TRANSITION
                                && decision.to().equals(ControllerState.Name.ON_PRIMARY.tag())
                                && decision.at().isAfter(last.detected())));
    }

    /** A request succeeded at a region. */
    public void succeeded(RegionName region, long nowNanos) {
        successes.succeeded(region, nowNanos);
    }

    /** A new flow went to a drill's replica. */
    public void flowDrilled() {
        flows.increment();
    }

    /** The new flows of the drill under way. */
    public long drilledFlows() {
        return flows.sum() - flowsBefore;
    }

    /** Writes a decision down. */
    public DecisionRecord decided(Decision decision, String evidence) {
        if (decision instanceof Decision.DrillBegan) {
            flowsBefore = flows.sum();
        }
        DecisionRecord record = new Records(wall.instant(), evidence, drilledFlows()).of(decision);
        recentDecisions.add(record);
        served(record);
        store.add(record);
        return record;
    }

    private void served(DecisionRecord decision) {
        replicaService = replicaService.after(decision);
    }

    /** At every tick, after the controller's step; {@code served} is the region that served before it. */
    public void tick(Assessment seen, RegionName served, ControllerState state, long nowNanos) {
        Instant now = wall.instant();
        outages.tick(seen, served, state, nowNanos, now).ifPresent(this::keep);
        open = outages.current(now);
        replicaService = replicaService.remembered(now);
    }

    /** One that goes on is kept too: the process may not live to see its end. */
    private void keep(OutageRecord outage) {
        boolean isListed = recentOutages.replace(earlier -> earlier.began().equals(outage.began()), outage);
        if (!isListed && outage.finished()) {
            recentOutages.add(outage);
        }
        store.add(outage);
    }

    /** The last decisions, the newest first. */
    public List<DecisionRecord> decisions() {
        return recentDecisions.newestFirst();
    }

    /** The last outages that are over or that an earlier process left open, the newest first. */
    public List<OutageRecord> outages() {
        return recentOutages.newestFirst();
    }

    /** The outage that goes on, with its cost so far. */
    public Optional<OutageRecord> outage() {
        return open;
    }

    /** When a replica served, in earlier runs too where their decisions are kept. */
    public ReplicaService replicaService() {
        return replicaService;
    }

    /** Writes down an outage that goes on, and ends when everything is kept or cannot be. */
    public Future<Void> close() {
        outages.stop(wall.instant()).ifPresent(this::keep);
        return store.close();
    }
}
