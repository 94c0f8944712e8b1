package io.sallyport.proxy;

import io.sallyport.failover.RegionName;
import io.sallyport.failure.FailureKind;
import io.sallyport.upstream.Outcome;

/** How the carrying of a request ended. */
public sealed interface Carried {

    /** The region that was asked last. */
    RegionName region();

    /** A region answered; its answer goes to the client, whatever it says. */
    record Delivered(RegionName region, Outcome.Answered answer) implements Carried {}

    /** No region saw the request: nothing was done. */
    record Unsent(RegionName region, FailureKind failure) implements Carried {}

    /** A region may have carried it out, and no answer came. */
    record Unanswered(RegionName region, FailureKind failure) implements Carried {}
}
