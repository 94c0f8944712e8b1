package io.sallyport.failover;

import io.sallyport.failover.ControllerState.Name;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the request path needs to know; immutable, published by the shell.
 *
 * @param state which state
 * @param primary the primary
 * @param serving where new flows go, apart from a failback's share
 * @param percentToPrimary that share, 0 to 100
 * @param usable the regions open to traffic and not lost, in order of preference
 * @param retryTargets those of them whose own failed share is below a tenth
 * @param published the regions whose published health is 200
 * @param writesAllowed only in ON_PRIMARY
 * @param sinceNanos since when this state
 * @param drill the share of new flows that a drill sends to a replica; only in ON_PRIMARY
 */
public record ServingView(
        Name state,
        RegionName primary,
        RegionName serving,
        int percentToPrimary,
        List<RegionName> usable,
        List<RegionName> retryTargets,
        Set<RegionName> published,
        boolean writesAllowed,
        long sinceNanos,
        Optional<Share> drill) {

    /**
     * A part of the new flows.
     *
     * @param region where they go
     * @param percent how many of them, 1 to 100
     */
    public record Share(RegionName region, int percent) {}

    /** Copies its collections. */
    public ServingView {
        usable = List.copyOf(usable);
        retryTargets = List.copyOf(retryTargets);
        published = Set.copyOf(published);
    }

    /** Without a drill. */
    public ServingView(
            Name state,
            RegionName primary,
            RegionName serving,
            int percentToPrimary,
            List<RegionName> usable,
            List<RegionName> retryTargets,
            Set<RegionName> published,
            boolean writesAllowed,
            long sinceNanos) {
        this(
                state,
                primary,
                serving,
                percentToPrimary,
                usable,
                retryTargets,
                published,
                writesAllowed,
                sinceNanos,
                Optional.empty());
    }

    static ServingView of(
            Topology topology,
            ControllerState state,
            Optional<Assessment> seen,
            Set<RegionName> published,
            Optional<Drill> drill) {
        return new ServingView(
                state.name(),
                topology.primary().name(),
                state.serving(),
                state.percentToPrimary(),
                names(topology, seen, RegionHealth::usable),
                names(topology, seen, health -> health.usable() && health.failedShare() < 0.1),
                published,
                state.name() == Name.ON_PRIMARY,
                state.sinceNanos(),
                drill.map(d -> new Share(d.region(), d.order().percent())));
    }

    /** Before the first assessment nothing is known to be lost. */
    private static List<RegionName> names(Topology topology, Optional<Assessment> seen, Predicate<RegionHealth> test) {
        return topology.active().stream()
                .map(Region::name)
                .filter(name -> seen.map(all -> test.test(all.of(name))).orElse(true))
                .toList();
    }

    /**
     * Where a new flow goes. Allocates nothing.
     *
     * @param stableHash the same for all requests of a flow, so that a flow never changes sides within a step
     */
    public RegionName regionForNewFlow(int stableHash) {
        if (drill.isPresent()) {
            return hundredth(stableHash) < drill.get().percent() ? drill.get().region() : serving;
        }
        return percentToPrimary > 0 && hundredth(stableHash) < percentToPrimary ? primary : serving;
    }

    /** Whether a new flow that goes there is part of a drill. */
    public boolean isDrilled(RegionName region) {
        return drill.isPresent() && drill.get().region().equals(region);
    }

    /** Spreads also poor hashes evenly over 0 to 99 (the finalizer of MurmurHash3). */
    private static int hundredth(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return Integer.remainderUnsigned(h ^ (h >>> 16), 100);
    }

    /** Whether {@code /-/regions/<name>/health} says 200. */
    public boolean publishesHealthy(RegionName region) {
        return published.contains(region);
    }
}
