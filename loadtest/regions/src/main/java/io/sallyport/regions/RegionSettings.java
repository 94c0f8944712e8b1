package io.sallyport.regions;

import io.sallyport.regions.directory.ReplicaStatus;
import io.sallyport.regions.fault.Settings;

/** What the control port may set in a region. */
record RegionSettings(RegionParts parts) implements Settings {

    @Override
    public void lag(long millis) {
        parts.replication().lag(millis);
    }

    @Override
    public void clockSkew(long millis) {
        parts.state().identity().clock().skew(millis);
    }

    @Override
    public void replica(ReplicaStatus status) {
        if (!parts.state().life().isReplica()) {
            throw new IllegalArgumentException("replica is set at the replica");
        }
        parts.state().life().set(status);
    }
}
