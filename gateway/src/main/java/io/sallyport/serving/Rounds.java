package io.sallyport.serving;

import io.sallyport.failure.FailureKind;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The rounds of a plane's probes that are under way: so many at most, and told in the order in which they were sent. A plane
 * that answers again is therefore believed once the last round that it left hanging has timed out.
 */
final class Rounds {

    /** A second's worth under suspicion, and a little: the timeout of the first gives way to the next. */
    static final int MOST = 12;

    /** Told of a round that is over. */
    @FunctionalInterface
    interface Listener {
        /**
         * A round is over.
         *
         * @param failure empty where every probe was good
         * @param sentNanos when it was sent
         */
        void told(Optional<FailureKind> failure, long sentNanos);
    }

    private record Round(Future<Optional<FailureKind>> result, long sentNanos) {}

    private final Deque<Round> sent = new ArrayDeque<>();

    boolean isEmpty() {
        return sent.isEmpty();
    }

    boolean isFull() {
        return sent.size() >= MOST;
    }

    /** Adds one that has just been sent; it never fails. */
    void add(Future<Optional<FailureKind>> round, long nowNanos) {
        sent.addLast(new Round(round, nowNanos));
    }

    /** Tells the results up to the first round that is still out. */
    void drain(Listener listener) {
        for (Round first = sent.peekFirst(); first != null && first.result().isComplete(); first = sent.peekFirst()) {
            sent.removeFirst();
            listener.told(first.result().result(), first.sentNanos());
        }
    }
}
