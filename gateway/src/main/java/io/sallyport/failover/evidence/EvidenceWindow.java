package io.sallyport.failover.evidence;

import io.sallyport.failover.WindowReading;
import io.sallyport.failover.WindowReading.Trip;

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
        slow[i] += batch.slow();
        connection[i] += batch.connection();
        server[i] += batch.server();
        hardOperations[i] |= batch.hard().operations();
        hardClients[i] |= batch.hard().clients();
        softOperations[i] |= batch.soft().operations();
        softClients[i] |= batch.soft().clients();
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
            }
        }
        return reading(sum, latest, originNanos + oldestFailure * BUCKET_NANOS);
    }

    private WindowReading reading(Tally sum, Tally latest, long oldestFailureNanos) {
        Tally.Spread all = sum.hard().plus(sum.soft());
        return new WindowReading(
                sum.requests(),
                sum.slow(),
                sum.connection(),
                sum.server(),
                Long.bitCount(all.operations()),
                Long.bitCount(all.clients()),
                oldestFailureNanos,
                isSlow(latest) ? Trip.BROAD : trip(sum, all));
    }

    private boolean isSlow(Tally latest) {
        return latest.requests() >= policy.windowRequests()
                && trips(latest.slow(), latest.requests())
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
                connection[i],
                server[i],
                new Tally.Spread(hardOperations[i], hardClients[i]),
                new Tally.Spread(softOperations[i], softClients[i]));
    }

    private void clear(int i) {
        ok[i] = 0;
        slow[i] = 0;
        connection[i] = 0;
        server[i] = 0;
        hardOperations[i] = 0;
        hardClients[i] = 0;
        softOperations[i] = 0;
        softClients[i] = 0;
    }
}
