package io.sallyport.failover;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All evidence at one moment, ready to decide on.
 *
 * @param regions every region of the topology, in its order
 * @param noEvidence the gateway suspects itself, and this period counts for nothing
 * @param selfSuspect the gateway suspects itself, counted or not
 * @param suspectNanos since when it does; without meaning otherwise
 */
public record Assessment(List<RegionHealth> regions, boolean noEvidence, boolean selfSuspect, long suspectNanos) {

    /** Copies the list. */
    public Assessment {
        regions = List.copyOf(regions);
    }

    /** One region's health; a region outside the topology is a bug. */
    public RegionHealth of(RegionName name) {
        return regions.stream()
                .filter(health -> health.region().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such region: " + name));
    }

    /** Whether a region that may get end-user traffic is usable. */
    boolean anyEligible() {
        return regions.stream().anyMatch(RegionHealth::eligible);
    }

    /** The best region, other than one, whose probes were good at or after a time. */
    Optional<RegionName> confirmedOther(RegionName not, long sinceNanos) {
        return regions.stream()
                .filter(health -> !health.region().name().equals(not) && health.confirmedSince(sinceNanos))
                .map(health -> health.region().name())
                .findFirst();
    }

    /** Where something last succeeded, among the regions that may get end-user traffic. */
    Optional<RegionName> lastSuccess() {
        return regions.stream()
                .filter(health -> health.region().active() && health.hasSucceeded())
                .max(Comparator.comparingLong(health -> health.successNanos() - successOrigin()))
                .map(health -> health.region().name());
    }

    /** The same, if it is later than one region's by more than that. */
    Optional<RegionName> lastSuccessLaterThan(RegionName present, long nanos) {
        RegionHealth there = of(present);
        return lastSuccess()
                .filter(name -> !there.hasSucceeded() || of(name).successNanos() - there.successNanos() > nanos);
    }

    /** Nanos may wrap; compared as distances from one of them. */
    private long successOrigin() {
        return regions.stream()
                .filter(RegionHealth::hasSucceeded)
                .mapToLong(RegionHealth::successNanos)
                .findFirst()
                .orElse(0);
    }

    /** For the decision record. */
    public String describe() {
        return regions.stream().map(RegionHealth::describe).collect(Collectors.joining(", "))
                + (selfSuspect ? ", the gateway suspects itself" : "");
    }
}
