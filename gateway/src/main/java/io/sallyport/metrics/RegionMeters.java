package io.sallyport.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of who serves, why, and what is known of each region. Thread-safe. */
public final class RegionMeters {

    private static final List<String> BREAKER_STATES = List.of("closed", "open", "half_open");
    private static final Duration[] DETECTION_BUCKETS =
            Names.millis(50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000);

    private record RegionAnd(String region, String what) {}

    private final MeterRegistry registry;
    private final StateGauge activeRegion;
    private final StateGauge controllerState;
    private final Timer detection;
    private final Map<RegionAnd, StateGauge> breakers = new ConcurrentHashMap<>();
    private final Map<RegionAnd, AtomicInteger> usable = new ConcurrentHashMap<>();
    private final Map<RegionAnd, AtomicInteger> probes = new ConcurrentHashMap<>();

    /**
     * Makes the meters.
     *
     * @param regions the configured names of the regions
     * @param states the controller's states
     */
    public RegionMeters(MeterRegistry registry, Collection<String> regions, Collection<String> states) {
        this.registry = registry;
        activeRegion = new StateGauge(
                registry,
                Names.ACTIVE_REGION,
                "1 for the region that serves new flows",
                "region",
                regions,
                Tags.empty());
        controllerState = new StateGauge(
                registry, Names.CONTROLLER_STATE, "1 for the controller's state", "state", states, Tags.empty());
        detection = Timer.builder(Names.FAILOVER_DETECTION)
                .description("From the first failure of an outage to the decision to leave the region")
                .serviceLevelObjectives(DETECTION_BUCKETS)
                .register(registry);
    }

    /** Sets the region that serves. */
    public void activeRegion(String region) {
        activeRegion.set(region);
    }

    /** Sets the controller's state. */
    public void controllerState(String state) {
        controllerState.set(state);
    }

    /** Counts a move of the serving region. */
    public void failover(String from, String to, String reason) {
        Counter.builder(Names.FAILOVERS)
                .description("Moves of the serving region")
                .tag("from", from)
                .tag("to", to)
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /** Records how long an outage went unnoticed. */
    public void detection(Duration sinceFirstFailure) {
        detection.record(sinceFirstFailure);
    }

    /** Sets a breaker's state: {@code closed}, {@code open} or {@code half_open}. */
    public void breaker(String region, String plane, String state) {
        breakers.computeIfAbsent(
                        new RegionAnd(region, plane),
                        key -> new StateGauge(
                                registry,
                                Names.BREAKER_STATE,
                                "1 for the breaker's state",
                                "state",
                                BREAKER_STATES,
                                Tags.of("region", region, "plane", plane)))
                .set(state);
    }

    /** Sets whether a region's plane is usable by the gateway's own verdict. */
    public void usable(String region, String plane, boolean isUsable) {
        usable.computeIfAbsent(
                        new RegionAnd(region, plane),
                        key -> flag(
                                Names.REGION_USABLE,
                                "1 while the plane is not lost",
                                Tags.of("region", region, "plane", plane)))
                .set(isUsable ? 1 : 0);
    }

    /** Sets whether a probe's last answer was good. */
    public void probe(String region, String probe, boolean isGood) {
        probes.computeIfAbsent(
                        new RegionAnd(region, probe),
                        key -> flag(
                                Names.PROBE_UP,
                                "1 while the probe's last answer was good",
                                Tags.of("region", region, "probe", probe)))
                .set(isGood ? 1 : 0);
    }

    private AtomicInteger flag(String name, String description, Tags tags) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        return value;
    }
}
