package io.sallyport.proxy;

import io.sallyport.operation.Replay;
import java.time.Duration;

/**
 * How long a request may take.
 *
 * @param attempt one attempt of a request that may be sent twice
 * @param longAttempt one attempt of any other
 * @param total all attempts of a request together
 */
public record Deadlines(Duration attempt, Duration longAttempt, Duration total) {

    private Duration first(Replay replay) {
        Duration wanted = replay == Replay.SAFE ? attempt : longAttempt;
        return wanted.compareTo(total) < 0 ? wanted : total;
    }

    /** What an attempt is granted of what is left; never less than a millisecond. */
    Duration left(Replay replay, long nanosSpent) {
        Duration left = total.minusNanos(nanosSpent);
        Duration wanted = first(replay);
        Duration granted = left.compareTo(wanted) < 0 ? left : wanted;
        return granted.toMillis() < 1 ? Duration.ofMillis(1) : granted;
    }
}
