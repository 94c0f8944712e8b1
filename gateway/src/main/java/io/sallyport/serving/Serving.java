package io.sallyport.serving;

import io.sallyport.failover.Comeback;
import io.sallyport.failover.Decision;
import io.sallyport.failover.Input;
import io.sallyport.failover.Policy;
import io.sallyport.failover.Refusal;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Restored;
import io.sallyport.failover.ServingView;
import io.sallyport.failover.Topology;
import io.sallyport.failover.WeeklyDrill;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.serving.history.Chronicle;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.serving.history.OutageRecord;
import io.sallyport.serving.history.ReplicaService;
import io.sallyport.time.Ticker;
import io.sallyport.upstream.Region;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the controller: ticks it with what requests and probes tell, publishes its view, acts on its decisions, takes orders.
 * All of it on one event loop; the public methods may be called from any thread.
 *
 * <p>A tick that goes wrong is logged and leaves the last view standing; the next one is tried as ever.
 */
public final class Serving {

    /**
     * How it is set up.
     *
     * @param probeInterval between two probes of a plane
     * @param suspicionInterval the same, of a plane under suspicion; also the controller's tick
     * @param probeTimeout after which a probe has failed
     * @param probeClientId a client of the provider, named by the sign-in probes
     * @param slowAfter an answer later than this counts as slow, for every plane
     * @param drill a drill that is due every week
     */
    public record Settings(
            Topology topology,
            Policy policy,
            Duration probeInterval,
            Duration suspicionInterval,
            Duration probeTimeout,
            String probeClientId,
            Map<Plane, Duration> slowAfter,
            Optional<WeeklyDrill> drill) {

        /** Without weekly drills. */
        public Settings(
                Topology topology,
                Policy policy,
                Duration probeInterval,
                Duration suspicionInterval,
                Duration probeTimeout,
                String probeClientId,
                Map<Plane, Duration> slowAfter) {
            this(
                    topology,
                    policy,
                    probeInterval,
                    suspicionInterval,
                    probeTimeout,
                    probeClientId,
                    slowAfter,
                    Optional.empty());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    private static final long AFTER_STARTUP_LIMIT_MILLIS = 3_000;

    private final Vertx vertx;
    private final Settings settings;
    private final Map<RegionName, Region> regions;
    private final Ticker ticker;
    private final Seams seams;
    private final AttemptReports attempts;
    private final Chronicle chronicle;
    private final Pilot pilot;
    private final Promise<Void> started = Promise.promise();
    private final Promise<Void> stopped = Promise.promise();
    private volatile @Nullable Context context;
    private volatile boolean isClosed;
    private long timer = -1;

    /** Like the other, and keeps nothing across restarts. */
    public Serving(
            Vertx vertx,
            Settings settings,
            Map<RegionName, Region> regions,
            List<ProbeSpec> probes,
            RegionMeters meters,
            Ticker ticker,
            Consumer<Decision> listener) {
        this(vertx, settings, regions, probes, meters, ticker, listener, Seams.none());
    }

    /**
     * Makes it; {@link #start} begins.
     *
     * @param regions every region of the topology
     * @param probes the dialect's probes
     * @param listener told of each decision on the controller's event loop; must not block
     * @param seams what is kept across restarts, and where
     */
    public Serving(
            Vertx vertx,
            Settings settings,
            Map<RegionName, Region> regions,
            List<ProbeSpec> probes,
            RegionMeters meters,
            Ticker ticker,
            Consumer<Decision> listener,
            Seams seams) {
        this.vertx = vertx;
        this.settings = settings;
        this.regions = Map.copyOf(regions);
        this.ticker = ticker;
        this.seams = seams;
        Watch watch = Watch.of(settings, regions, probes, meters);
        this.chronicle = new Chronicle(seams.history(), seams.wall(), this.regions.keySet(), seams.totals());
        this.pilot = new Pilot(
                settings,
                watch,
                new Effects(this.regions, meters, listener),
                new Keeping(seams.memory()),
                chronicle,
                new DrillSchedule(settings.drill(), seams.wall()),
                seams.replaying(),
                ticker);
        this.attempts = new AttemptReports(settings.slowAfter(), watch, chronicle, pilot::view, meters, ticker);
    }

    /** Who serves, as of the last tick or order. */
    public ServingView view() {
        return pilot.view();
    }

    /** All that an operator asks of who serves, as of now. */
    public Snapshot snapshot() {
        return new Snapshots(
                        regions,
                        chronicle,
                        pilot.controller(),
                        ticker.nanos(),
                        seams.wall().instant())
                .make();
    }

    /** The last decisions, the newest first, those of earlier runs too where they are kept. */
    public List<DecisionRecord> decisions() {
        return chronicle.decisions();
    }

    /** The last outages that are over, the newest first, those of earlier runs too where they are kept. */
    public List<OutageRecord> outages() {
        return chronicle.outages();
    }

    /** When a replica served, as of the last decision; in earlier runs too where their decisions are kept. */
    public ReplicaService replicaService() {
        return chronicle.replicaService();
    }

    /**
     * Takes an order. It is carried out on the controller's event loop, and what follows from it is in force when the future
     * completes.
     *
     * @return completes on that event loop; fails only by a bug of the gateway
     */
    public Future<OrderResult> order(Input.Order order) {
        Context own = context;
        if (own == null || isClosed) {
            Refusal.Kind kind = isClosed ? Refusal.Kind.STOPPED : Refusal.Kind.STARTING;
            String sentence = "the gateway is " + (isClosed ? "stopping" : "still starting");
            return Future.succeededFuture(new OrderResult.Refused(new Refusal(kind, sentence)));
        }
        Promise<OrderResult> result = Promise.promise();
        own.runOnContext(v -> {
            try {
                result.complete(pilot.order(order));
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("an order failed");
                result.fail(e);
            }
        });
        return result.future();
    }

    /**
     * Recalls where it was, begins to probe and to decide. The future never fails; it ends when the controller has left
     * STARTING, which it does within its limit whatever the regions do.
     */
    public Future<Void> start() {
        Context own = vertx.getOrCreateContext();
        context = own;
        long limit = settings.policy().startupLimit().toMillis() + AFTER_STARTUP_LIMIT_MILLIS;
        own.runOnContext(v -> {
            vertx.setTimer(limit, t -> started.tryComplete());
            Future<Optional<Restored>> recalled = seams.memory().load().otherwise(failure -> Optional.empty());
            chronicle.recall().transform(done -> recalled).onSuccess(this::begin);
        });
        return started.future();
    }

    private void begin(Optional<Restored> restored) {
        if (isClosed) {
            return;
        }
        pilot.begin(restored);
        timer = vertx.setPeriodic(settings.suspicionInterval().toMillis(), t -> tick());
        tick();
    }

    private void tick() {
        try {
            pilot.tick();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the controller failed in this tick; its last view stands");
        }
        pilot.probe();
        if (pilot.hasStarted()) {
            started.tryComplete();
        }
    }

    /** Stops probing; the last view stays, and where it was is kept. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        Context own = context;
        if (own == null) {
            closed.complete();
        } else {
            own.runOnContext(v -> stop().onComplete(closed));
        }
        return closed.future();
    }

    private Future<Void> stop() {
        if (isClosed) {
            return stopped.future();
        }
        isClosed = true;
        vertx.cancelTimer(timer);
        started.tryComplete();
        pilot.stop().onComplete(done -> stopped.complete());
        return stopped.future();
    }

    /** Where the attempts at regions are reported. */
    public AttemptReports attempts() {
        return attempts;
    }

    /** A new flow was sent to the replica of a drill. */
    public void flowDrilled() {
        chronicle.flowDrilled();
    }

    /** When refused callers may come back, as of now. */
    public Comeback comeback() {
        return pilot.controller().comeback(ticker.nanos());
    }
}
