package io.sallyport.proxy;

import io.sallyport.upstream.Region;

/** Where a request may go; made before anything is sent. */
public sealed interface RoutePlan {

    /**
     * It may be sent.
     *
     * @param first the region to try
     * @param mayMove whether another region may be tried after it, in one failover attempt within the request
     */
    record Go(Region first, boolean mayMove) implements RoutePlan {}

    /** A write while no writable region serves: nothing is sent anywhere. */
    record RefuseWrite() implements RoutePlan {}
}
