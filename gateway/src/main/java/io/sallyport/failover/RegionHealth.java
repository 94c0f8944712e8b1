package io.sallyport.failover;

import io.sallyport.operation.Plane;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One region, as the evidence stands.
 *
 * @param region which
 * @param planes each plane that it has
 * @param requests real requests counted as evidence since the process began; only differences mean something
 * @param failures those among them that failed
 * @param hasSucceeded whether anything ever succeeded there, so that {@code successNanos} means something
 * @param successNanos when a request or probe last succeeded there
 */
public record RegionHealth(
        Region region,
        Map<Plane, PlaneHealth> planes,
        long requests,
        long failures,
        boolean hasSucceeded,
        long successNanos) {

    /** Copies the map, in the planes' order. */
    public RegionHealth {
        Map<Plane, PlaneHealth> copy = new EnumMap<>(Plane.class);
        copy.putAll(planes);
        planes = Collections.unmodifiableMap(copy);
    }

    /** Whether no plane that sign-ins need is lost. */
    public boolean usable() {
        return loss().isEmpty();
    }

    /** Usable, and open to end-user traffic at all. */
    public boolean eligible() {
        return region.active() && usable();
    }

    /** The first plane lost of those that sign-ins need. */
    public Optional<Plane> loss() {
        return planes.entrySet().stream()
                .filter(e -> region.needs(e.getKey()) && e.getValue().lost())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Eligible, and every needed plane's last probe was good. */
    boolean confirmed() {
        return eligible() && needed().stream().allMatch(PlaneHealth::probedGood);
    }

    /** Confirmed by probes that were good at or after that time. */
    boolean confirmedSince(long nanos) {
        return confirmed() && needed().stream().allMatch(plane -> plane.goodSince(nanos));
    }

    /** Unusable, but every plane that it lacks has begun to answer. */
    boolean recovering() {
        return !usable() && needed().stream().allMatch(plane -> !plane.lost() || plane.recovering());
    }

    /** Whether every plane, {@code keys} too, is healthy. */
    boolean healthy() {
        return planes.values().stream().allMatch(PlaneHealth::healthy);
    }

    /** Whether it was healthy for at least so long. */
    boolean healthyFor(long nanos, long nowNanos) {
        return healthy() && planes.values().stream().allMatch(plane -> nowNanos - plane.cleanNanos() >= nanos);
    }

    /** For how long it has been healthy; 0 where it is not. */
    long healthyNanos(long nowNanos) {
        return healthy()
                ? planes.values().stream()
                        .mapToLong(plane -> nowNanos - plane.cleanNanos())
                        .min()
                        .orElse(0)
                : 0;
    }

    /** When the trouble that lost it began. */
    public long troubleNanos(long nowNanos) {
        return loss().map(plane -> plane(plane).troubleNanos()).orElse(nowNanos);
    }

    /** What it was lost by, as a reason for leaving it. */
    public Reason reasonToLeave() {
        boolean byWindow = loss().map(plane -> plane(plane).loss() == PlaneHealth.Loss.WINDOW)
                .orElse(false);
        return byWindow ? Reason.WINDOW_TRIPPED : Reason.PROBES_FAILED;
    }

    /** The worst plane's failed share, 0 to 1: from a tenth on, no retry is sent here. */
    public double failedShare() {
        return needed().stream()
                .mapToDouble(p -> p.window().failedShare())
                .max()
                .orElse(0);
    }

    /** One plane's health; a plane that the region has not is a bug. */
    public PlaneHealth plane(Plane plane) {
        return Objects.requireNonNull(planes.get(plane), "a plane that the region has");
    }

    private Collection<PlaneHealth> needed() {
        return planes.entrySet().stream()
                .filter(e -> region.needs(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** For the decision record: every plane that is not simply well. */
    String describe() {
        String troubled = planes.entrySet().stream()
                .filter(e -> !e.getValue().healthy() || e.getValue().window().tripped())
                .map(e -> e.getKey().tag() + ": " + e.getValue().describe())
                .collect(Collectors.joining("; "));
        return region.name() + " " + (troubled.isEmpty() ? "healthy" : "[" + troubled + "]");
    }
}
