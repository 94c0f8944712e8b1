package io.sallyport.serving.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One outage and its measured cost. It begins with the first sign of trouble at the region that served and ends when the
 * primary serves again.
 *
 * @param began the first sign of trouble, wall time
 * @param detected when the region was found lost
 * @param ended when it was over; the latest time known while it is not {@code finished}
 * @param finished false while it goes on, and where the gateway stopped before its end
 * @param lost the regions that were lost while they served, the first first
 * @param to the region that served next; null where none did
 * @param reason what the first was lost by, by its tag
 * @param evidence what the controller saw when it was found lost
 * @param detectionMillis from {@code began} to {@code detected}
 * @param firstSuccessMillis from {@code began} to the first request that another region answered; null where none did
 * @param failed requests whose last attempt failed, from {@code began} to {@code ended}
 * @param retried requests that went to a second region
 * @param refused writes refused because no writable region served
 * @param restarted logins begun anew at another region
 */
public record OutageRecord(
        Instant began,
        Instant detected,
        Instant ended,
        boolean finished,
        List<String> lost,
        @Nullable String to,
        String reason,
        String evidence,
        long detectionMillis,
        @Nullable Long firstSuccessMillis,
        long failed,
        long retried,
        long refused,
        long restarted) {

    /** Copies the list. */
    public OutageRecord {
        lost = List.copyOf(lost);
    }
}
