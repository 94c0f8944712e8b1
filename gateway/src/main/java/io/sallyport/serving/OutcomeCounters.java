package io.sallyport.serving;

import io.sallyport.failover.evidence.Ended;
import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of the requests at one plane of a region since the last tick. Written by every event loop without contention:
 * striped counts, sketches that are only written for a bit not yet set, and a queue of the few that ended after they were overdue. Drained by one thread.
 */
final class OutcomeCounters {

    private final Count ok = new Count();
    private final Count slow = new Count();
    private final Count overdue = new Count();
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final Count connection = new Count();
    private final Count server = new Count();
    private final AtomicLong hardOperations = new AtomicLong();
    private final AtomicLong hardClients = new AtomicLong();
    private final AtomicLong softOperations = new AtomicLong();
    private final AtomicLong softClients = new AtomicLong();

    void count(@Nullable FailureKind failure, boolean wasSlow, int operation, int client) {
        FailureKind.Verdict verdict = failure == null ? FailureKind.Verdict.NONE : failure.verdict();
        if (failure != null && verdict == FailureKind.Verdict.NONE) {
            return;
        }
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

    /** One that has waited for too long and is not answered yet; {@link #ended} tells the rest. */
    void overdue(int operation, int client) {
        overdue.increment();
        mark(hardOperations, operation);
        mark(hardClients, client);
    }

    /** How one ended that was counted as overdue. */
    void ended(Ended request) {
        ended.add(request);
    }

    /** What ended since the last call; to be asked before {@link #drain}, which then has counted each of them. */
    List<Ended> drainEnded() {
        List<Ended> all = new ArrayList<>();
        for (Ended next = ended.poll(); next != null; next = ended.poll()) {
            all.add(next);
        }
        return all;
    }

    /** What came since the last call. */
    Tally drain() {
        return new Tally(
                ok.sinceLast(),
                slow.sinceLast(),
                overdue.sinceLast(),
                connection.sinceLast(),
                server.sinceLast(),
                new Tally.Spread(hardOperations.getAndSet(0), hardClients.getAndSet(0)),
                new Tally.Spread(softOperations.getAndSet(0), softClients.getAndSet(0)));
    }

    private static void mark(AtomicLong sketch, int hash) {
        long bit = Tally.bit(hash);
        if ((sketch.get() & bit) == 0) {
            sketch.accumulateAndGet(bit, (held, added) -> held | added);
        }
    }

    /** A running total and how far it was read. It is never reset: a reset may lose what is added at that moment. */
    private static final class Count {
        private final LongAdder total = new LongAdder();
        private long read;

        void increment() {
            total.increment();
        }

        int sinceLast() {
            long before = read;
            read = total.sum();
            return Math.toIntExact(read - before);
        }
    }
}
