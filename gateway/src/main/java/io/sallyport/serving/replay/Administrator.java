package io.sallyport.serving.replay;

import io.sallyport.failover.RegionName;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.token.Revocation;
import io.vertx.core.Future;

/** Signs out at a region by the gateway's own credential, which can do that and no more. */
public interface Administrator {

    /** There is no such credential. */
    Administrator NONE = new Administrator() {
        @Override
        public boolean carries(Revocation revocation) {
            return false;
        }

        @Override
        public Future<Delivery> signOut(RevocationEntry entry, RegionName region) {
            return Future.succeededFuture(Delivery.REFUSED);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    };

    /** Whether it can revoke such a thing. */
    boolean carries(Revocation revocation);

    /**
     * Revokes at a region.
     *
     * @return never fails; completes on the caller's context
     */
    Future<Delivery> signOut(RevocationEntry entry, RegionName region);

    /** Lets go of what it holds. */
    Future<Void> close();
}
