package io.sallyport.metrics;

import java.util.Set;

/**
 * What became of requests: the cost of an outage is a difference of two of these.
 *
 * @param failed requests whose last attempt failed or could not be made, other than by the region's overload or by the
 *     client's leaving
 * @param retried requests that went to a second region
 * @param refused writes refused because no writable region served
 * @param restarted logins begun anew at another region
 */
public record RequestTotals(long failed, long retried, long refused, long restarted) {

    private static final Set<String> NO_FAILURES = Set.of("ok", "overload", "cancelled", "write_refused");

    /** Nothing counted. */
    public static final RequestTotals NONE = new RequestTotals(0, 0, 0, 0);

    static boolean isFailure(String outcome) {
        return !NO_FAILURES.contains(outcome);
    }

    /** What came after another reading. */
    public RequestTotals since(RequestTotals earlier) {
        return new RequestTotals(
                Math.max(0, failed - earlier.failed),
                Math.max(0, retried - earlier.retried),
                Math.max(0, refused - earlier.refused),
                Math.max(0, restarted - earlier.restarted));
    }
}
