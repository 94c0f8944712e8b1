package io.sallyport.serving;

import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of the requests at one plane of a region since the last tick. Written by every event loop without contention:
 * striped counts, and sketches that are only written for a bit not yet set.
 */
final class OutcomeCounters {

    private final LongAdder ok = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder connection = new LongAdder();
    private final LongAdder server = new LongAdder();
    private final AtomicLong clients = new AtomicLong();
    private final AtomicLong hardOperations = new AtomicLong();
    private final AtomicLong hardClients = new AtomicLong();
    private final AtomicLong softOperations = new AtomicLong();
    private final AtomicLong softClients = new AtomicLong();

    void count(@Nullable FailureKind failure, boolean wasSlow, int operation, int client) {
        FailureKind.Verdict verdict = failure == null ? FailureKind.Verdict.NONE : failure.verdict();
        if (failure != null && verdict == FailureKind.Verdict.NONE) {
            return;
        }
        mark(clients, client);
        if (verdict == FailureKind.Verdict.SERVER) {
            server.increment();
            mark(softOperations, operation);
            mark(softClients, client);
        } else if (verdict == FailureKind.Verdict.CONNECTION || wasSlow) {
            (verdict == FailureKind.Verdict.CONNECTION ? connection : slow).increment();
            mark(hardOperations, operation);
            mark(hardClients, client);
        } else {
            ok.increment();
        }
    }

    /** What came since the last call. */
    Tally drain() {
        return new Tally(
                Math.toIntExact(ok.sumThenReset()),
                Math.toIntExact(slow.sumThenReset()),
                Math.toIntExact(connection.sumThenReset()),
                Math.toIntExact(server.sumThenReset()),
                clients.getAndSet(0),
                new Tally.Spread(hardOperations.getAndSet(0), hardClients.getAndSet(0)),
                new Tally.Spread(softOperations.getAndSet(0), softClients.getAndSet(0)));
    }

    private static void mark(AtomicLong sketch, int hash) {
        long bit = Tally.bit(hash);
        if ((sketch.get() & bit) == 0) {
            sketch.accumulateAndGet(bit, (held, added) -> held | added);
        }
    }
}
