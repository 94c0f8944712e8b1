package io.sallyport.proxy;

import io.sallyport.upstream.Region;
import org.jspecify.annotations.Nullable;

/** Where a request may go; made before anything is sent. */
public sealed interface RoutePlan {

    /**
     * It may be sent.
     *
     * @param first the region to try
     * @param second the region for one failover attempt within the request; null where there is none
     */
    record Go(Region first, @Nullable Region second) implements RoutePlan {}

    /** A write while no writable region serves: nothing is sent anywhere. */
    record RefuseWrite() implements RoutePlan {}
}
