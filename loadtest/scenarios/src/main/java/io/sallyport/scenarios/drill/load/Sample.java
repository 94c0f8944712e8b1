package io.sallyport.scenarios.drill.load;

import org.jspecify.annotations.Nullable;

/**
 * One request, as its client saw it. Times are of the {@code Ticker}.
 *
 * @param dueNanos when it should have been sent
 * @param sentNanos when it was
 * @param doneNanos when the whole answer was there, or the failure
 * @param failure null where the answer was the one that the client wanted; else a status, an OAuth error or the exception
 * @param signedBy whose signature is under the token that it got; null where it got none
 */
public record Sample(
        Kind kind,
        long dueNanos,
        long sentNanos,
        long doneNanos,
        @Nullable String failure,
        @Nullable Side signedBy) {

    /** Whether the client did not get what it wanted. */
    public boolean isFailed() {
        return failure != null;
    }

    /** From due to done. */
    public long latencyNanos() {
        return doneNanos - dueNanos;
    }

    /** How late the generator was. */
    public long latenessNanos() {
        return sentNanos - dueNanos;
    }
}
