package io.sallyport.proxy;

import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Replay;
import io.sallyport.upstream.Attempt;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Outcome;

/** What may be sent a second time: unsent work always, work that may have been done only where a second time is harmless. */
final class ReplayRule {

    private ReplayRule() {}

    /** Whether the request may go on after an attempt that ended so. */
    static boolean mayGoOn(Exchange exchange, Outcome outcome) {
        if (outcome instanceof Outcome.NotSent unsent) {
            return mayGoOnUnsent(exchange, unsent.failure());
        }
        if (outcome.failure() == FailureKind.CANCELLED || !isSafe(exchange)) {
            return false;
        }
        if (outcome instanceof Outcome.Answered answered) {
            FailureKind failure = answered.failure();
            return failure != null && failure.isEvidence() && answered.rest() == null;
        }
        return true;
    }

    private static boolean mayGoOnUnsent(Exchange exchange, FailureKind failure) {
        return switch (failure) {
            case CANCELLED -> false;
            // A region that is only busy still is the one that knows the flow.
            case BULKHEAD -> isSafe(exchange);
            default -> true;
        };
    }

    /** Whether the request may leave an attempt that still waits. */
    static boolean mayLeave(Exchange exchange, Attempt waiting) {
        return isSafe(exchange) || !waiting.isSent();
    }

    private static boolean isSafe(Exchange exchange) {
        return exchange.operation().replay() == Replay.SAFE && exchange.isRepeatable();
    }
}
