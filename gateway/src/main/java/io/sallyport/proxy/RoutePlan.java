package io.sallyport.proxy;

import io.sallyport.upstream.Region;

/** Where a request may go; made before anything is sent. */
public sealed interface RoutePlan {

    /**
     * It may be sent.
     *
     * @param first the region to try
     * @param mayMove whether another region may be tried after it, in one failover attempt within the request
     * @param isTriedAnyway whether the first region is given its chance to answer though it is known to be in trouble
     * @param mayBeginAnew whether nobody need wait for a region that is found lost, since the caller can begin anew
     */
    record Go(Region first, boolean mayMove, boolean isTriedAnyway, boolean mayBeginAnew) implements RoutePlan {

        /** To a region that is as good as another. */
        Go(Region first, boolean mayMove) {
            this(first, mayMove, false);
        }

        /** Of which nothing can begin anew. */
        Go(Region first, boolean mayMove, boolean isTriedAnyway) {
            this(first, mayMove, isTriedAnyway, false);
        }
    }

    /** A write while no writable region serves: nothing is sent anywhere. */
    record RefuseWrite() implements RoutePlan {}
}
