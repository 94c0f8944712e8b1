package io.sallyport.failover.evidence;

import io.sallyport.failover.PlaneHealth;
import io.sallyport.failover.Region;
import io.sallyport.failover.RegionHealth;
import io.sallyport.operation.Plane;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** One region: its planes, its totals, and whether it answers at all. */
final class RegionEvidence {

    private final Region region;
    private final Map<Plane, PlaneEvidence> planes = new EnumMap<>(Plane.class);
    private long requests;
    private long failures;
    private boolean succeeded;
    private long successNanos;
    private boolean silent;
    private long silentNanos;

    RegionEvidence(Region region, EvidencePolicy policy, long nowNanos) {
        this.region = region;
        region.planes().forEach(plane -> planes.put(plane, new PlaneEvidence(policy, nowNanos)));
    }

    Region region() {
        return region;
    }

    PlaneEvidence plane(Plane plane) {
        PlaneEvidence found = planes.get(plane);
        if (found == null) {
            throw new IllegalArgumentException(region.name() + " has no plane " + plane.tag());
        }
        return found;
    }

    void forEachPlane(Consumer<PlaneEvidence> action) {
        planes.values().forEach(action);
    }

    void count(Tally batch) {
        requests += batch.requests();
        failures += batch.failures();
    }

    /** A request that is counted already turned out to have failed. */
    void countFailure() {
        failures++;
    }

    /** Something succeeded; on a plane that sign-ins do not need it says nothing about where to send them. */
    void succeeded(Plane plane, long nowNanos) {
        if (region.needs(plane)) {
            succeeded = true;
            successNanos = nowNanos;
        }
    }

    /** Whether a needed plane is in trouble that began after the last good probe of another region's plane. */
    boolean isTroubledSince(PlaneEvidence proof) {
        return planes.entrySet().stream()
                .anyMatch(e -> region.needs(e.getKey()) && e.getValue().isTroubledSince(proof));
    }

    /** It answered, well or badly: the way there is open. */
    void answered() {
        silent = false;
    }

    /** A failure at connection level, with no answer beside it. */
    void unanswered(long nowNanos) {
        if (!silent) {
            silent = true;
            silentNanos = nowNanos;
        }
    }

    /** Whether nothing answered since a first failure at connection level. */
    boolean isSilent() {
        return silent;
    }

    long silentNanos() {
        return silentNanos;
    }

    /** Whether every plane that sign-ins need is neither lost nor badly probed. */
    boolean isProbedGood(long nowNanos) {
        return planes.entrySet().stream().filter(e -> region.needs(e.getKey())).allMatch(e -> e.getValue()
                .isProbedGood(nowNanos));
    }

    RegionHealth assess(boolean blind, boolean otherGood, long nowNanos) {
        Map<Plane, PlaneHealth> healths = new EnumMap<>(Plane.class);
        planes.forEach((plane, evidence) -> healths.put(plane, evidence.assess(blind, otherGood, nowNanos)));
        return new RegionHealth(region, healths, requests, failures, succeeded, successNanos);
    }
}
