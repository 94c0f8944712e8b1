package io.sallyport.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The transitions of the last hour. Limits them, whatever the input. */
record Ledger(List<Long> nanos) {

    /** What a failback or the entry to BLACKOUT leaves over: its own end, and the way back out. */
    private static final int RESERVE = 3;

    private static final long HOUR = Duration.ofHours(1).toNanos();

    Ledger {
        nanos = List.copyOf(nanos);
    }

    static Ledger empty() {
        return new Ledger(List.of());
    }

    boolean allows(Move.Weight weight, long nowNanos, int limit) {
        return waitNanos(weight, nowNanos, limit) == 0;
    }

    /** How long until that is allowed, if nothing moves meanwhile. */
    long waitNanos(Move.Weight weight, long nowNanos, int limit) {
        int most =
                switch (weight) {
                    case FIRST, STEP -> Integer.MAX_VALUE;
                    case OPTIONAL -> limit - RESERVE;
                    case NEEDED -> limit;
                };
        List<Long> recent = recent(nowNanos);
        return recent.size() < most ? 0 : recent.get(recent.size() - most) + HOUR - nowNanos;
    }

    Ledger with(long nowNanos) {
        List<Long> next = new ArrayList<>(recent(nowNanos));
        next.add(nowNanos);
        return new Ledger(next);
    }

    int count(long nowNanos) {
        return recent(nowNanos).size();
    }

    private List<Long> recent(long nowNanos) {
        return nanos.stream().filter(then -> nowNanos - then < HOUR).toList();
    }
}
