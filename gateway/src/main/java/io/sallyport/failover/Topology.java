package io.sallyport.failover;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The regions: one primary, and replicas in order of preference.
 *
 * @param primary the one region that is written to
 * @param replicas the others, the preferred first; may be empty
 */
public record Topology(Region primary, List<Region> replicas) {

    /** Refuses an inactive primary and two regions of one name. */
    public Topology {
        replicas = List.copyOf(replicas);
        if (!primary.active()) {
            throw new IllegalArgumentException("the primary is always active");
        }
        Set<RegionName> names = new HashSet<>(Set.of(primary.name()));
        for (Region replica : replicas) {
            if (!names.add(replica.name())) {
                throw new IllegalArgumentException("two regions are called " + replica.name());
            }
        }
    }

    /** All regions, the primary first, then the replicas in order of preference. */
    public List<Region> all() {
        List<Region> all = new ArrayList<>(1 + replicas.size());
        all.add(primary);
        all.addAll(replicas);
        return all;
    }

    /** The regions that may ever get end-user traffic, in order of preference. */
    public List<Region> active() {
        return all().stream().filter(Region::active).toList();
    }

    /** The region of that name. */
    public Optional<Region> find(RegionName name) {
        return all().stream().filter(region -> region.name().equals(name)).findFirst();
    }

    /** Whether that is the primary's name. */
    public boolean isPrimary(RegionName name) {
        return primary.name().equals(name);
    }
}
