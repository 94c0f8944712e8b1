package io.sallyport.serving;

import io.sallyport.failover.RegionName;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.upstream.Region;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All planes of all regions under watch. Filled once, before any other thread sees it. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Map<RegionName, Map<Plane, WatchedPlane>> planes = new HashMap<>();

    /** Every plane of every region of the topology, each with its own probes. */
    static Watch of(
            Serving.Settings settings, Map<RegionName, Region> regions, List<ProbeSpec> probes, RegionMeters meters) {
        Watch made = new Watch();
        WatchedPlane.Pace pace = new WatchedPlane.Pace(settings.probeInterval(), settings.suspicionInterval());
        settings.topology().all().forEach(configured -> {
            Region region = Objects.requireNonNull(regions.get(configured.name()));
            for (Plane plane : configured.planes()) {
                List<ProbeSpec> ofPlane =
                        probes.stream().filter(spec -> spec.plane() == plane).toList();
                Prober prober = new Prober(region, ofPlane, settings.probeClientId(), settings.probeTimeout(), meters);
                Duration slowAfter = Objects.requireNonNull(settings.slowAfter().get(plane));
                made.add(region.name(), plane, new WatchedPlane(region, plane, prober, pace, slowAfter));
                meters.breaker(
                        region.name().value(),
                        plane.tag(),
                        region.breaker(plane).state().name().toLowerCase(Locale.ROOT));
            }
        });
        return made;
    }

    private void add(RegionName region, Plane plane, WatchedPlane watched) {
        planes.computeIfAbsent(region, name -> new EnumMap<>(Plane.class)).put(plane, watched);
    }

    /** Null for a plane that the region has not. */
    @Nullable
    WatchedPlane find(RegionName region, Plane plane) {
        Map<Plane, WatchedPlane> ofRegion = planes.get(region);
        return ofRegion == null ? null : ofRegion.get(plane);
    }

    /** Does something with each; what goes wrong with one is logged and keeps nothing from the others. */
    void forEach(Consumer<WatchedPlane> action) {
        planes.values().forEach(ofRegion -> ofRegion.values().forEach(plane -> {
            try {
                action.accept(plane);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a plane could not be watched in this tick");
            }
        }));
    }
}
