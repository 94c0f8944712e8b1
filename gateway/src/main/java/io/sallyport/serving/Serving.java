package io.sallyport.serving;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.Controller;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Decision;
import io.sallyport.failover.Input;
import io.sallyport.failover.Policy;
import io.sallyport.failover.RegionName;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the controller: ticks it with what requests and probes tell, publishes its view, acts on its decisions. All of it on
 * one event loop; only {@link #view}, {@link #observe}, {@link #breakerChanged} and {@link #retryAfterSeconds} may be called
 * from others.
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

    private static final int SHORTEST_RETRY_SECONDS = 2;
    private static final int LONGEST_RETRY_SECONDS = 300;

    private final Vertx vertx;
    private final Settings settings;
    private final Ticker ticker;
    private final RegionMeters meters;
    private final Consumer<Decision> listener;
    private final Map<RegionName, Region> regions;
    private final Map<RegionName, Map<Plane, WatchedPlane>> watched = new HashMap<>();
    private final Evidence evidence;
    private final Promise<Void> started = Promise.promise();
    private volatile @Nullable Context context;
    private volatile ServingView view;
    private Controller controller;
    private long timer = -1;
    private long lastTick;

    /**
     * Makes it; {@link #start} begins.
     *
     * @param regions every region of the topology
     * @param probes the dialect's probes
     * @param listener told of each decision on the controller's event loop; must not block
     */
    public Serving(
            Vertx vertx,
            Settings settings,
            Map<RegionName, Region> regions,
            List<ProbeSpec> probes,
            RegionMeters meters,
            Ticker ticker,
            Consumer<Decision> listener) {
        this.vertx = vertx;
        this.settings = settings;
        this.regions = Map.copyOf(regions);
        this.ticker = ticker;
        this.meters = meters;
        this.listener = listener;
        this.lastTick = ticker.nanos();
        this.evidence = new Evidence(settings.topology(), EvidencePolicy.defaults(), lastTick);
        this.controller = Controller.start(settings.topology(), settings.policy(), Optional.empty(), lastTick);
        this.view = controller.view();
        settings.topology().all().forEach(region -> watched.put(region.name(), watch(region, probes)));
    }

    private Map<Plane, WatchedPlane> watch(io.sallyport.failover.Region configured, List<ProbeSpec> probes) {
        Region region = Objects.requireNonNull(regions.get(configured.name()));
        WatchedPlane.Pace pace = new WatchedPlane.Pace(settings.probeInterval(), settings.suspicionInterval());
        Map<Plane, WatchedPlane> planes = new EnumMap<>(Plane.class);
        for (Plane plane : configured.planes()) {
            List<ProbeSpec> ofPlane =
                    probes.stream().filter(spec -> spec.plane() == plane).toList();
            Prober prober = new Prober(region, ofPlane, settings.probeClientId(), settings.probeTimeout(), meters);
            Duration slowAfter = Objects.requireNonNull(settings.slowAfter().get(plane));
            planes.put(plane, new WatchedPlane(region, plane, prober, pace, slowAfter, ticker));
            breakerChanged(region.name(), plane, region.breaker(plane).state());
        }
        return planes;
    }

    /** Who serves, as of the last tick. */
    public ServingView view() {
        return view;
    }

    /** Begins to probe and to decide; the future ends when the controller has left STARTING. */
    public Future<Void> start() {
        Context own = vertx.getOrCreateContext();
        context = own;
        own.runOnContext(v -> {
            lastTick = ticker.nanos();
            tick();
            timer = vertx.setPeriodic(settings.suspicionInterval().toMillis(), t -> tick());
        });
        return started.future();
    }

    /** Stops probing; the last view stays. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        Context own = context;
        if (own == null) {
            closed.complete();
        } else {
            own.runOnContext(v -> {
                vertx.cancelTimer(timer);
                closed.complete();
            });
        }
        return closed.future();
    }

    /** Takes the outcome of an attempt: null for one that speaks for the region, and how long it took. */
    public void observe(RegionName name, Operation operation, int client, @Nullable FailureKind failure, long nanos) {
        Map<Plane, WatchedPlane> planes = Objects.requireNonNull(watched.get(name));
        Objects.requireNonNull(planes.get(operation.plane())).observe(operation, client, failure, nanos);
    }

    /** A breaker has a new state. */
    public void breakerChanged(RegionName name, Plane plane, CircuitBreakerState state) {
        meters.breaker(name.value(), plane.tag(), state.name().toLowerCase(Locale.ROOT));
        Map<Plane, WatchedPlane> planes = watched.get(name);
        WatchedPlane changed = planes == null ? null : planes.get(plane);
        if (changed != null && state == CircuitBreakerState.OPEN) {
            changed.opened();
        }
    }

    /** When a refused caller may come back, in seconds: an estimate of what a failback still needs. */
    public int retryAfterSeconds() {
        Policy policy = settings.policy();
        long steps = policy.stepLength().toSeconds() * policy.steps().size();
        long wait =
                switch (view.state()) {
                    case ON_REPLICA -> policy.recoveryWindow().toSeconds() + steps;
                    case FAILING_BACK -> steps;
                    case STARTING, ON_PRIMARY, BLACKOUT -> 0;
                };
        return (int) Math.max(SHORTEST_RETRY_SECONDS, Math.min(LONGEST_RETRY_SECONDS, wait));
    }

    private void tick() {
        long now = ticker.nanos();
        evidence.loopLate(now - lastTick - settings.suspicionInterval().toNanos(), now);
        lastTick = now;
        forEachPlane(plane -> plane.feed(evidence, now));
        decide(now);
        forEachPlane(plane -> plane.probeIfDue(evidence, now));
    }

    private void forEachPlane(Consumer<WatchedPlane> action) {
        watched.values().forEach(planes -> planes.values().forEach(action));
    }

    private void decide(long now) {
        Assessment assessment = evidence.assess(now);
        Controller.Step step = controller.step(new Input.Observed(assessment), now);
        controller = step.next();
        view = controller.view();
        publish(assessment);
        step.decisions().forEach(this::act);
        if (view.state() != ControllerState.Name.STARTING) {
            started.tryComplete();
        }
    }

    private void publish(Assessment assessment) {
        assessment.regions().forEach(health -> health.planes()
                .forEach((plane, of) -> meters.usable(health.region().name().value(), plane.tag(), !of.lost())));
        meters.controllerState(view.state().tag());
        meters.activeRegion(view.serving().value());
    }

    private void act(Decision decision) {
        if (decision instanceof Decision.Transition transition && transition.isFailover()) {
            meters.failover(
                    transition.fromLabel(),
                    transition.toLabel(),
                    transition.reason().tag());
            if (!transition.detection().isZero()) {
                meters.detection(transition.detection());
            }
            leave(transition.from().serving(), transition.to().serving());
        }
        listener.accept(decision);
    }

    /** The connections of a region that was left may be half dead; it gets new ones when it is used again. */
    private void leave(RegionName from, RegionName to) {
        Region left = regions.get(from);
        if (left != null && !from.equals(to)) {
            left.dropConnections();
        }
    }
}
