package io.sallyport.serving;

import io.sallyport.failure.FailureKind;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rounds of a plane's probes that are under way: so many at most, and told in the order in which they were sent. A plane
 * that answers again is therefore believed once the last round that it left hanging has timed out.
 */
final class Rounds {

    /** A second's worth under suspicion, and a little: the timeout of the first gives way to the next. */
    static final int MOST = 12;

    private final Deque<Future<Optional<FailureKind>>> sent = new ArrayDeque<>();

    boolean isEmpty() {
        return sent.isEmpty();
    }

    boolean isFull() {
        return sent.size() >= MOST;
    }

    /** Adds one that has just been sent; it never fails. */
    void add(Future<Optional<FailureKind>> round) {
        sent.addLast(round);
    }

    /** Tells the results up to the first round that is still out. */
    void drain(Consumer<Optional<FailureKind>> told) {
        for (Future<Optional<FailureKind>> first = sent.peekFirst();
                first != null && first.isComplete();
                first = sent.peekFirst()) {
            sent.removeFirst();
            told.accept(first.result());
        }
    }
}
