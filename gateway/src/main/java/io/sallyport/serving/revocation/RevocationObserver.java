package io.sallyport.serving.revocation;

import io.sallyport.failover.RegionName;

/** Told of what becomes of replays; any thread, must not block. */
public interface RevocationObserver {

    /** Tells nobody. */
    RevocationObserver NONE = new RevocationObserver() {
        @Override
        public void replayed(RevocationEntry entry, RegionName region) {
            // Nobody listens.
        }

        @Override
        public void unreplayable(RevocationEntry entry, RegionName region, Replay.Reason reason) {
            // Nobody listens.
        }
    };

    /** A region has accepted it. */
    void replayed(RevocationEntry entry, RegionName region);

    /** A region will never hear of it: what was revoked may live on there. */
    void unreplayable(RevocationEntry entry, RegionName region, Replay.Reason reason);
}
