package io.sallyport.scenarios.jmh;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.Policy;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.ServingView;
import io.sallyport.failover.Topology;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.proxy.RoutePlan;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.AttemptReports;
import io.sallyport.serving.Serving;
import io.sallyport.time.Ticker;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.Region;
import io.sallyport.upstream.RegionSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What failover costs a request that needs none of it. JMH fills the fields before it calls. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class DecisionBenchmark {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final Operation TOKEN =
            new Operation("token", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE, Flow.ALONE);
    private static final int CLIENT = 0x5a11;
    private static final long ANSWERED_IN_NANOS = 3_000_000;

    private final Vertx vertx = Vertx.vertx();
    private AttemptReports attempts;
    private RoutePlanner planner;
    private ServingView view;

    /** Two regions with all that watches them; nothing is connected to. */
    @Setup
    public void prepare() {
        Map<RegionName, Region> regions = Map.of(WEST, region(WEST), EAST, region(EAST));
        attempts = new Serving(vertx, settings(), regions, List.of(), meters(), Ticker.system(), decision -> {})
                .attempts();
        planner = new RoutePlanner(regions);
        view = new ServingView(
                Name.ON_PRIMARY, WEST, WEST, 0, List.of(WEST, EAST), List.of(WEST, EAST), Set.of(WEST), true, 0);
    }

    /** Gives its threads back. */
    @TearDown
    public void close() {
        vertx.close().await();
    }

    /** Where it goes: who serves, the flow's share, the breaker's state. */
    @Benchmark
    public RoutePlan plan() {
        return planner.plan(TOKEN, view, CLIENT);
    }

    /** The same, and what came of it is counted. */
    @Benchmark
    public RoutePlan decision() {
        RoutePlan plan = planner.plan(TOKEN, view, CLIENT);
        RegionName region = ((RoutePlan.Go) plan).first().name();
        attempts.observe(new AttemptReports.Made(region, TOKEN, CLIENT, false, 0), null, ANSWERED_IN_NANOS);
        return plan;
    }

    private Region region(RegionName name) {
        Endpoint endpoint = Endpoint.of(URI.create("http://127.0.0.1:1"));
        return new Region(
                vertx,
                new RegionSettings(
                        name,
                        endpoint,
                        endpoint,
                        null,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        1024,
                        "http://127.0.0.1:8080"),
                1 << 16,
                (region, plane, state) -> {});
    }

    private static Serving.Settings settings() {
        Map<Plane, Duration> slowAfter = new EnumMap<>(Plane.class);
        Arrays.stream(Plane.values()).forEach(plane -> slowAfter.put(plane, Duration.ofMillis(1500)));
        Set<Plane> planes = EnumSet.complementOf(EnumSet.of(Plane.API));
        return new Serving.Settings(
                new Topology(
                        new io.sallyport.failover.Region(WEST, true, planes),
                        List.of(new io.sallyport.failover.Region(EAST, true, planes))),
                Policy.defaults(),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                "probe",
                slowAfter);
    }

    private static RegionMeters meters() {
        return new RegionMeters(
                new SimpleMeterRegistry(),
                List.of(WEST.value(), EAST.value()),
                Arrays.stream(Name.values()).map(Name::tag).toList());
    }
}
