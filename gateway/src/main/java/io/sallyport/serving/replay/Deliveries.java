package io.sallyport.serving.replay;

import io.sallyport.failure.FailureKind;
import io.sallyport.upstream.Outcome;

/** Reads what a region's answer means for a revocation. */
final class Deliveries {

    private Deliveries() {}

    /** An answer whose body says no more than its status. */
    static Delivery of(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered && answered.rest() != null) {
            answered.rest().abandon();
        }
        FailureKind failure = outcome.failure();
        if (failure != null) {
            return failure == FailureKind.OVERLOAD || failure == FailureKind.BULKHEAD ? Delivery.BUSY : Delivery.FAILED;
        }
        boolean isDone = outcome instanceof Outcome.Answered answered && answered.status() / 100 == 2;
        return isDone ? Delivery.ACCEPTED : Delivery.REFUSED;
    }
}
