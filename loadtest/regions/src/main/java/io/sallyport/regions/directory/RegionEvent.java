package io.sallyport.regions.directory;

/** A change of one region's own life: any region records its own, and a primary a replica's. */
public sealed interface RegionEvent extends Event {

    /** A replica may serve end users from now on, or may not. */
    record ReplicaStatusSet(String region, ReplicaStatus status) implements RegionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(region, status);
        }
    }

    /**
     * A region signs, or is about to sign, with this key under this issuer.
     *
     * @param jwk the public key as JSON
     */
    record SigningKeyPublished(String issuer, String kid, String jwk) implements RegionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(this);
        }
    }

    /** What this key signed is worth nothing from now on. */
    record SigningKeyWithdrawn(String issuer, String kid) implements RegionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.withdraw(issuer, kid);
        }
    }
}
