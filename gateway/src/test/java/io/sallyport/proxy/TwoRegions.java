package io.sallyport.proxy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Policy;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.failover.Topology;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.serving.Serving;
import io.sallyport.testsupport.ScriptedRegion;
import io.sallyport.time.Ticker;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Region;
import io.sallyport.upstream.RegionSettings;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A carrier before two scripted regions; who serves is what the test says, and time goes on by itself. */
final class TwoRegions implements AutoCloseable {

    static final RegionName WEST = new RegionName("us-west-2");
    static final RegionName EAST = new RegionName("us-east-1");
    static final Operation SAFE =
            new Operation("token", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE, Flow.ALONE);
    static final Operation CODE =
            new Operation("code", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.ONCE, Flow.SPENDS);
    static final Operation SIGN_OUT =
            new Operation("revoke", OperationClass.SESSION, Plane.TOKEN, Surface.OAUTH, Replay.ONCE);
    static final Operation WRITE =
            new Operation("SignUp", OperationClass.WRITE, Plane.TOKEN, Surface.OAUTH, Replay.ONCE);

    /** So long that a test which waits for it fails. */
    private static final Duration NEVER = Duration.ofMinutes(5);

    final Vertx vertx = Vertx.vertx();
    final ScriptedRegion scriptedWest = new ScriptedRegion(vertx);
    final ScriptedRegion scriptedEast = new ScriptedRegion(vertx);
    final Region west;
    final Region east;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Context context = vertx.getOrCreateContext();
    private final RoutePlanner planner;
    private final Carrier carrier;
    private volatile ServingView view = healthy(WEST, EAST);

    TwoRegions(int bulkhead) {
        west = region(WEST, scriptedWest, bulkhead);
        east = region(EAST, scriptedEast, bulkhead);
        planner = new RoutePlanner(Map.of(WEST, west, EAST, east));
        carrier = new Carrier(
                serving(),
                () -> view,
                planner,
                new Deadlines(NEVER, NEVER, NEVER),
                new RequestMeters(registry, List.of("token", "code", "revoke", "SignUp")),
                Ticker.system());
        scriptedWest.answer(200, "", "west");
        scriptedEast.answer(200, "", "east");
    }

    private Region region(RegionName name, ScriptedRegion scripted, int bulkhead) {
        Endpoint endpoint = Endpoint.of(URI.create(scripted.url()));
        return new Region(
                vertx,
                new RegionSettings(
                        name,
                        endpoint,
                        endpoint,
                        null,
                        Duration.ofSeconds(30),
                        NEVER,
                        bulkhead,
                        "https://id.example.com"),
                65_536,
                (region, plane, state) -> {});
    }

    /** Never started: it only takes in outcomes. */
    private Serving serving() {
        Set<Plane> planes = Set.of(Plane.LOGIN, Plane.TOKEN, Plane.KEYS);
        Topology topology = new Topology(
                new io.sallyport.failover.Region(WEST, true, planes),
                List.of(new io.sallyport.failover.Region(EAST, true, planes)));
        Map<Plane, Duration> slowAfter = new EnumMap<>(Plane.class);
        planes.forEach(plane -> slowAfter.put(plane, NEVER));
        Duration tick = Duration.ofMillis(100);
        return new Serving(
                vertx,
                new Serving.Settings(topology, Policy.defaults(), tick, tick, tick, "probe", slowAfter),
                Map.of(WEST, west, EAST, east),
                List.of(),
                new RegionMeters(
                        registry,
                        List.of("us-west-2", "us-east-1"),
                        Arrays.stream(ControllerState.Name.values())
                                .map(ControllerState.Name::tag)
                                .toList()),
                Ticker.system(),
                decision -> {});
    }

    /** The primary serves, both are usable, and these have few failures. */
    static ServingView healthy(RegionName... retryTargets) {
        return view(List.of(WEST, EAST), retryTargets);
    }

    static ServingView view(List<RegionName> usable, RegionName... retryTargets) {
        return new ServingView(
                ControllerState.Name.ON_PRIMARY, WEST, WEST, 0, usable, List.of(retryTargets), Set.of(), true, 0);
    }

    void view(ServingView next) {
        view = next;
    }

    /** Sends a request on its way, as the plan says. */
    Carriage carry(Operation operation) {
        return carry(operation, null);
    }

    /** Sends one that belongs to a region. */
    Carriage carry(Operation operation, @Nullable Binding binding) {
        Exchange exchange = new Exchange(
                operation,
                HttpMethod.POST,
                "/oauth2/token",
                MultiMap.caseInsensitiveMultiMap(),
                Buffer.buffer("a=b"),
                null,
                true);
        return on(() -> carrier.carry(exchange, (RoutePlan.Go) planner.plan(operation, view, 1, binding), 1));
    }

    /** Sends many. */
    List<Carriage> carry(Operation operation, int count) {
        return Stream.generate(() -> carry(operation)).limit(count).toList();
    }

    /** Who answered. */
    static String answerOf(Carriage carriage) {
        Carried carried = carriage.result().await();
        return carried instanceof Carried.Delivered delivered
                ? delivered.answer().status() + " " + delivered.answer().body()
                : carried.toString();
    }

    /** Runs on the event loop of the carriages. */
    <T> T on(Callable<T> action) {
        Promise<T> done = Promise.promise();
        context.runOnContext(v -> {
            try {
                done.complete(action.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future().await();
    }

    /** Second attempts counted. */
    long retries(String outcome) {
        return Math.round(registry.find("sallyport.retries").tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum());
    }

    /** Nothing is under way at either region, and nobody waits. */
    boolean isQuiet() {
        return Stream.of(west, east).allMatch(region -> region.inFlight() == 0 && region.waiting() == 0);
    }

    @Override
    public void close() {
        west.close().await();
        east.close().await();
        vertx.close().await();
    }
}
