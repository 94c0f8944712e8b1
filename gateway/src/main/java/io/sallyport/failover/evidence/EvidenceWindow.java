package io.sallyport.failover.evidence;

import io.sallyport.failover.WindowReading;
import io.sallyport.failover.WindowReading.Trip;
import io.sallyport.failure.FailureKind;

/**
 * The outcomes of one region and plane: the last 2 s or the last 20 requests, whichever reaches further back, at most 60 s.
 * A ring of 600 buckets of 100 ms; adding to it allocates nothing. Edges are exact to one bucket.
 */
public final class EvidenceWindow {

    private static final long BUCKET_NANOS = 100_000_000L;
    private static final int BUCKETS = 600;

    private final EvidencePolicy policy;
    private final int[] ok = new int[BUCKETS];
    private final int[] slow = new int[BUCKETS];
    private final int[] endedLate = new int[BUCKETS];
    private final int[] connection = new int[BUCKETS];
    private final int[] server = new int[BUCKETS];
    private final long[] hardOperations = new long[BUCKETS];
    private final long[] hardClients = new long[BUCKETS];
    private final long[] softOperations = new long[BUCKETS];
    private final long[] softClients = new long[BUCKETS];
    private final long originNanos;
    private long newest;

    /**
     * An empty window.
     *
     * @param nowNanos the earliest time that it will be told
     */
    public EvidenceWindow(EvidencePolicy policy, long nowNanos) {
        this.policy = policy;
        this.originNanos = nowNanos;
    }

    /** Counts a batch as of that time. */
    public void add(Tally batch, long nowNanos) {
        advance(nowNanos);
        int i = slot(newest);
        ok[i] += batch.ok();
        slow[i] += batch.slow() + batch.overdue();
        connection[i] += batch.connection();
        server[i] += batch.server();
        hardOperations[i] |= batch.hard().operations();
        hardClients[i] |= batch.hard().clients();
        softOperations[i] |= batch.soft().operations();
        softClients[i] |= batch.soft().clients();
    }

    /**
     * An overdue request failed in the end: it is no longer slow but what its failure says, as of when it was counted. Its
     * place among the hard sketches stays, which hold it together with others.
     *
     * @return false where it says nothing, or is not held any more
     */
    public boolean correct(Ended request) {
        FailureKind.Verdict verdict = request.verdict();
        long first = Math.max(0, Math.max(newest - BUCKETS + 1, (request.overdueNanos() - originNanos) / BUCKET_NANOS));
        long bucket = first;
        // It was counted at the tick after it became overdue.
        while (bucket <= newest && slow[slot(bucket)] == 0) {
            bucket++;
        }
        if (verdict == FailureKind.Verdict.NONE || bucket > newest) {
            return false;
        }
        move(slot(bucket), Tally.failed(request.failure().orElseThrow(), request.operation(), request.client()));
        return true;
    }

    private void move(int i, Tally failure) {
        slow[i]--;
        endedLate[i]++;
        connection[i] += failure.connection();
        server[i] += failure.server();
        softOperations[i] |= failure.soft().operations();
        softClients[i] |= failure.soft().clients();
    }

    /** Forgets everything. */
    public void clear() {
        for (int i = 0; i < BUCKETS; i++) {
            clear(i);
        }
    }

    /** Forgets what came in at or after that time: it turned out to be no evidence. */
    public void forgetSince(long sinceNanos) {
        long from = Math.max(0, Math.max(newest - BUCKETS + 1, (sinceNanos - originNanos) / BUCKET_NANOS));
        for (long bucket = from; bucket <= newest; bucket++) {
            clear(slot(bucket));
        }
    }

    /** What it holds at that time. */
    public WindowReading read(long nowNanos) {
        advance(nowNanos);
        Tally sum = Tally.NONE;
        long oldestFailure = newest;
        Tally latest = Tally.NONE;
        int late = 0;
        long slowSpan = policy.slowSpan().toNanos() / BUCKET_NANOS;
        long span = policy.windowSpan().toNanos() / BUCKET_NANOS;
        long end = Math.max(-1, newest - BUCKETS);
        for (long bucket = newest; bucket > end; bucket--) {
            if (newest - bucket >= span && sum.requests() >= policy.windowRequests()) {
                break;
            }
            int i = slot(bucket);
            if (!isEmpty(i)) {
                sum = sum.plus(tally(i));
                oldestFailure = slow[i] + connection[i] + server[i] > 0 ? bucket : oldestFailure;
            }
            if (newest - bucket < slowSpan) {
                latest = sum;
                late += slow[i] + endedLate[i];
            }
        }
        return reading(sum, isSlow(latest, late), originNanos + oldestFailure * BUCKET_NANOS);
    }

    private WindowReading reading(Tally sum, boolean isSlow, long oldestFailureNanos) {
        Tally.Spread all = sum.hard().plus(sum.soft());
        return new WindowReading(
                sum.requests(),
                sum.slow(),
                sum.connection(),
                sum.server(),
                Long.bitCount(all.operations()),
                Long.bitCount(all.clients()),
                oldestFailureNanos,
                isSlow ? Trip.BROAD : trip(sum, all));
    }

    /** Whether the latest requests take too long, whatever became of them since. */
    private boolean isSlow(Tally latest, int late) {
        return latest.requests() >= policy.windowRequests()
                && trips(late, latest.requests())
                && isSpread(latest.hard());
    }

    private Trip trip(Tally sum, Tally.Spread all) {
        int hard = sum.slow() + sum.connection();
        if (trips(hard, sum.requests()) && isSpread(sum.hard())) {
            return Trip.BROAD;
        }
        if (!trips(hard + sum.server(), sum.requests())) {
            return Trip.NONE;
        }
        if (!isSpread(all)) {
            return Trip.NARROW;
        }
        return Trip.SERVER_ERRORS;
    }

    private boolean trips(int failed, int requests) {
        return requests >= policy.minimumRequests()
                && failed >= policy.minimumFailures()
                && failed * 100L >= (long) policy.tripPercent() * requests;
    }

    private static boolean isSpread(Tally.Spread spread) {
        return Long.bitCount(spread.operations()) >= 2 || Long.bitCount(spread.clients()) >= 2;
    }

    /** Empties the buckets between the newest and now; a time before the newest counts as the newest. */
    private void advance(long nowNanos) {
        long now = (nowNanos - originNanos) / BUCKET_NANOS;
        long from = Math.max(newest + 1, now - BUCKETS + 1);
        for (long bucket = from; bucket <= now; bucket++) {
            clear(slot(bucket));
        }
        newest = Math.max(newest, now);
    }

    private static int slot(long bucket) {
        return (int) (bucket % BUCKETS);
    }

    private boolean isEmpty(int i) {
        return ok[i] + slow[i] + connection[i] + server[i] == 0;
    }

    private Tally tally(int i) {
        return new Tally(
                ok[i],
                slow[i],
                0,
                connection[i],
                server[i],
                new Tally.Spread(hardOperations[i], hardClients[i]),
                new Tally.Spread(softOperations[i], softClients[i]));
    }

    private void clear(int i) {
        ok[i] = 0;
        slow[i] = 0;
        endedLate[i] = 0;
        connection[i] = 0;
        server[i] = 0;
        hardOperations[i] = 0;
        hardClients[i] = 0;
        softOperations[i] = 0;
        softClients[i] = 0;
    }
}
