package io.sallyport.failover;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the controller remembers beside its state. */
record Memory(
        Ledger ledger,
        Stay stay,
        Optional<Until<Input.Hold>> hold,
        Optional<Until<Move>> recommendation,
        boolean limited,
        Set<RegionName> published) {

    /** Something that may end by itself. */
    record Until<T>(T what, boolean ends, long endNanos) {
        boolean isOver(long nowNanos) {
            return ends && nowNanos - endNanos >= 0;
        }
    }

    static Memory empty(Stay stay, RegionName serving) {
        return new Memory(Ledger.empty(), stay, Optional.empty(), Optional.empty(), false, Set.of(serving));
    }

    Memory expired(long nowNanos, Policy policy, List<Decision> decisions) {
        Memory next = new Memory(ledger, stay.current(nowNanos, policy), hold, recommendation, limited, published);
        if (hold.filter(h -> h.isOver(nowNanos)).isPresent()) {
            decisions.add(new Decision.Released(hold.get().what().by(), "expired"));
            next = next.withHold(Optional.empty());
        }
        if (recommendation.filter(r -> r.isOver(nowNanos)).isPresent()) {
            decisions.add(new Decision.RecommendationEnded(true));
            next = next.withRecommendation(Optional.empty());
        }
        return next;
    }

    Memory nothingWanted(List<Decision> decisions) {
        if (recommendation.isPresent()) {
            decisions.add(new Decision.RecommendationEnded(false));
        }
        return new Memory(ledger, stay, hold, Optional.empty(), false, published);
    }

    Memory recommended(
            ControllerState from, Move move, Assessment seen, long nowNanos, Policy policy, List<Decision> decisions) {
        if (recommendation.filter(r -> isSame(r.what(), move)).isPresent()) {
            return this;
        }
        decisions.add(new Decision.Recommended(from, move.next(), move.reason(), seen.describe()));
        long end = nowNanos + policy.recommendationLife().toNanos();
        return withRecommendation(Optional.of(new Until<>(move, true, end)));
    }

    private static boolean isSame(Move one, Move other) {
        return one.next().name() == other.next().name()
                && one.next().serving().equals(other.next().serving());
    }

    Memory limited(ControllerState from, Move move, Assessment seen, List<Decision> decisions) {
        if (!limited) {
            decisions.add(new Decision.Limited(from, move.next(), move.reason(), seen.describe()));
        }
        return new Memory(ledger, stay, hold, recommendation, true, published);
    }

    Memory moved(Move move, long nowNanos) {
        boolean counts = move.weight() == Move.Weight.OPTIONAL || move.weight() == Move.Weight.NEEDED;
        return new Memory(
                counts ? ledger.with(nowNanos) : ledger, move.stay(), hold, Optional.empty(), false, published);
    }

    Memory holding(Input.Hold order, long nowNanos) {
        long end = nowNanos + order.lasts().map(Spans::nanos).orElse(0L);
        return withHold(Optional.of(new Until<>(order, order.lasts().isPresent(), end)));
    }

    Memory released(Input.Release order, List<Decision> decisions) {
        decisions.add(
                hold.isPresent()
                        ? new Decision.Released(order.by(), order.why())
                        : new Decision.Refused(order, "there is no hold"));
        return withHold(Optional.empty());
    }

    Memory publishing(Set<RegionName> healthy) {
        return new Memory(ledger, stay, hold, recommendation, limited, healthy);
    }

    private Memory withHold(Optional<Until<Input.Hold>> next) {
        return new Memory(ledger, stay, next, recommendation, limited, published);
    }

    private Memory withRecommendation(Optional<Until<Move>> next) {
        return new Memory(ledger, stay, hold, next, limited, published);
    }
}
