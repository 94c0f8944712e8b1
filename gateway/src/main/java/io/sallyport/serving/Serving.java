package io.sallyport.serving;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.Controller;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Decision;
import io.sallyport.failover.Input;
import io.sallyport.failover.Policy;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Restored;
import io.sallyport.failover.ServingView;
import io.sallyport.failover.Topology;
import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.EvidencePolicy;
import io.sallyport.failure.FailureKind;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.time.Ticker;
import io.sallyport.upstream.Region;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the controller: ticks it with what requests and probes tell, publishes its view, acts on its decisions. All of it on
 * one event loop; only {@link #view}, {@link #observe}, {@link #breakerChanged} and {@link #retryAfterSeconds} may be called
 * from others.
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
     */
    public record Settings(
            Topology topology,
            Policy policy,
            Duration probeInterval,
            Duration suspicionInterval,
            Duration probeTimeout,
            String probeClientId,
            Map<Plane, Duration> slowAfter) {}

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    private static final long AFTER_STARTUP_LIMIT_MILLIS = 3_000;

    private final Vertx vertx;
    private final Settings settings;
    private final Ticker ticker;
    private final RegionMeters meters;
    private final Effects effects;
    private final LastServing memory;
    private final Keeping keeping;
    private final Watch watch;
    private final Evidence evidence;
    private final Promise<Void> started = Promise.promise();
    private volatile @Nullable Context context;
    private volatile ServingView view;
    private Controller controller;
    private boolean isClosed;
    private long timer = -1;
    private long lastTick;

    /** Like the other, and remembers nothing across restarts. */
    public Serving(
            Vertx vertx,
            Settings settings,
            Map<RegionName, Region> regions,
            List<ProbeSpec> probes,
            RegionMeters meters,
            Ticker ticker,
            Consumer<Decision> listener) {
        this(vertx, settings, regions, probes, meters, ticker, listener, LastServing.NONE);
    }

    /**
     * Makes it; {@link #start} begins.
     *
     * @param regions every region of the topology
     * @param probes the dialect's probes
     * @param listener told of each decision on the controller's event loop; must not block
     * @param memory where the gateway was before
     */
    public Serving(
            Vertx vertx,
            Settings settings,
            Map<RegionName, Region> regions,
            List<ProbeSpec> probes,
            RegionMeters meters,
            Ticker ticker,
            Consumer<Decision> listener,
            LastServing memory) {
        this.vertx = vertx;
        this.settings = settings;
        this.ticker = ticker;
        this.meters = meters;
        this.memory = memory;
        this.keeping = new Keeping(memory);
        this.effects = new Effects(Map.copyOf(regions), meters, listener);
        this.lastTick = ticker.nanos();
        this.evidence = new Evidence(settings.topology(), EvidencePolicy.defaults(), lastTick);
        this.controller = Controller.start(settings.topology(), settings.policy(), Optional.empty(), lastTick);
        this.view = controller.view();
        this.watch = Watch.of(settings, regions, probes, meters);
    }

    /** Who serves, as of the last tick. */
    public ServingView view() {
        return view;
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
            memory.load().otherwise(failure -> Optional.empty()).onSuccess(this::begin);
        });
        return started.future();
    }

    private void begin(Optional<Restored> restored) {
        if (isClosed) {
            return;
        }
        lastTick = ticker.nanos();
        controller = Controller.start(settings.topology(), settings.policy(), restored, lastTick);
        view = controller.view();
        timer = vertx.setPeriodic(settings.suspicionInterval().toMillis(), t -> tick());
        tick();
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
        if (!isClosed) {
            isClosed = true;
            vertx.cancelTimer(timer);
            keeping.keep(controller, true, ticker.nanos());
            started.tryComplete();
        }
        return keeping.settled();
    }

    /** Takes the outcome of an attempt: null for one that speaks for the region, and how long it took. */
    public void observe(RegionName name, Operation operation, int client, @Nullable FailureKind failure, long nanos) {
        WatchedPlane plane = watch.find(name, operation.plane());
        if (plane != null) {
            plane.observe(operation, client, failure, nanos);
        }
    }

    /** A breaker has a new state. */
    public void breakerChanged(RegionName name, Plane plane, CircuitBreakerState state) {
        WatchedPlane changed = watch.find(name, plane);
        if (changed == null) {
            return;
        }
        meters.breaker(name.value(), plane.tag(), state.name().toLowerCase(Locale.ROOT));
        if (state == CircuitBreakerState.OPEN) {
            changed.opened();
        }
    }

    /** When a refused caller may come back, in seconds: an estimate of what a failback still needs. */
    public int retryAfterSeconds() {
        return Comeback.seconds(settings.policy(), view.state());
    }

    /** Lateness is told first: what came in late must not count against a region. */
    private void tick() {
        long now = ticker.nanos();
        long late = now - lastTick - settings.suspicionInterval().toNanos();
        lastTick = now;
        evidence.loopLate(late, now);
        watch.forEach(plane -> plane.feed(evidence, now));
        try {
            decide(now);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the controller failed in this tick; its last view stands");
        }
        watch.forEach(plane -> plane.probeIfDue(evidence, now));
    }

    private void decide(long now) {
        Assessment assessment = evidence.assess(now);
        watch.forEach(plane -> plane.judged(assessment));
        Controller.Step step = controller.step(new Input.Observed(assessment), now);
        controller = step.next();
        ServingView next = controller.view();
        view = next;
        effects.publish(assessment, next);
        step.decisions().forEach(decision -> effects.act(decision, next));
        keeping.keep(controller, step.decisions().stream().anyMatch(Decision.Transition.class::isInstance), now);
        if (next.state() != ControllerState.Name.STARTING) {
            started.tryComplete();
        }
    }
}
