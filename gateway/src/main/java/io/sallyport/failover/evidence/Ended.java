package io.sallyport.failover.evidence;

import io.sallyport.failure.FailureKind;
import java.util.Optional;

/**
 * How a request ended that was counted as overdue.
 *
 * @param failure empty for a good answer
 * @param operation a hash of its operation
 * @param client a hash of its client
 * @param overdueNanos when it became overdue
 */
public record Ended(Optional<FailureKind> failure, int operation, int client, long overdueNanos) {

    /** What it says; {@link FailureKind.Verdict#NONE} for a good answer too. */
    FailureKind.Verdict verdict() {
        return failure.map(FailureKind::verdict).orElse(FailureKind.Verdict.NONE);
    }
}
