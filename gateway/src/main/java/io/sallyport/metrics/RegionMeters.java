package io.sallyport.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of who serves, why, and what is known of each region. Thread-safe. */
public final class RegionMeters {

    static final List<String> BREAKER_STATES = List.of("closed", "open", "half_open");

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
        activeRegion = new StateGauge(registry, Family.ACTIVE_REGION, regions);
        controllerState = new StateGauge(registry, Family.CONTROLLER_STATE, states);
        detection = Family.FAILOVER_DETECTION.histogram(registry, Buckets.detection());
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
        Family.FAILOVERS.counter(registry, from, to, reason).increment();
    }

    /** Records how long an outage went unnoticed. */
    public void detection(Duration sinceFirstFailure) {
        detection.record(sinceFirstFailure);
    }

    /** Sets a breaker's state: {@code closed}, {@code open} or {@code half_open}. */
    public void breaker(String region, String plane, String state) {
        breakers.computeIfAbsent(
                        new RegionAnd(region, plane),
                        key -> new StateGauge(registry, Family.BREAKER_STATE, BREAKER_STATES, region, plane))
                .set(state);
    }

    /** Sets whether a region's plane is usable by the gateway's own verdict. */
    public void usable(String region, String plane, boolean isUsable) {
        usable.computeIfAbsent(new RegionAnd(region, plane), key -> flag(Family.REGION_USABLE, key))
                .set(isUsable ? 1 : 0);
    }

    /** Sets whether a probe's last answer was good. */
    public void probe(String region, String probe, boolean isGood) {
        probes.computeIfAbsent(new RegionAnd(region, probe), key -> flag(Family.PROBE_UP, key))
                .set(isGood ? 1 : 0);
    }

    private AtomicInteger flag(Family family, RegionAnd of) {
        AtomicInteger value = new AtomicInteger();
        family.gauge(registry, value::get, of.region(), of.what());
        return value;
    }
}
