package io.sallyport.failover;

import io.sallyport.failover.Decision.RecommendationEnded.Ending;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the controller remembers beside its state.
 *
 * @param limitedAt the hour's transitions when the limit forbade a move; 0 once something moved or fewer are counted
 * @param returnOrdered the failover in force was ordered for a time, so that its failback needs nobody's word
 * @param isReplaying revocations wait to be carried to the primary
 */
record Memory(
        Ledger ledger,
        Stay stay,
        Optional<Until<Input.Hold>> hold,
        Optional<Until<Move>> recommendation,
        int limitedAt,
        boolean returnOrdered,
        Set<RegionName> published,
        Optional<Drill> drill,
        boolean isReplaying) {

    /** Something that may end by itself. */
    record Until<T>(T what, boolean ends, long endNanos) {
        boolean isOver(long nowNanos) {
            return ends && nowNanos - endNanos >= 0;
        }
    }

    static Memory empty(Stay stay, RegionName serving) {
        return new Memory(
                Ledger.empty(),
                stay,
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Set.of(serving),
                Optional.empty(),
                false);
    }

    Memory expired(long nowNanos, Policy policy, List<Decision> decisions) {
        Memory next = with(stay.current(nowNanos, policy));
        if (ledger.count(nowNanos) < limitedAt) {
            next = next.withLimitedAt(0);
        }
        if (hold.filter(h -> h.isOver(nowNanos)).isPresent()) {
            decisions.add(new Decision.Released(hold.get().what().by(), "expired"));
            next = next.withHold(Optional.empty());
        }
        if (recommendation.filter(r -> r.isOver(nowNanos)).isPresent()) {
            next = next.recommendationEnded(Ending.EXPIRED, decisions);
        }
        return next;
    }

    /** What is recommended is no longer wanted. */
    Memory lapsed(List<Decision> decisions) {
        return recommendationEnded(Ending.LAPSED, decisions);
    }

    Memory recommended(
            ControllerState from, Move move, Assessment seen, long nowNanos, Policy policy, List<Decision> decisions) {
        if (isRecommended(move)) {
            return this;
        }
        Memory next = recommendationEnded(Ending.REPLACED, decisions);
        decisions.add(new Decision.Recommended(from, move.next(), move.reason(), seen.describe()));
        long end = nowNanos + policy.recommendationLife().toNanos();
        return next.withRecommendation(Optional.of(new Until<>(move, true, end)));
    }

    private Memory recommendationEnded(Ending why, List<Decision> decisions) {
        if (recommendation.isPresent()) {
            decisions.add(new Decision.RecommendationEnded(why));
        }
        return withRecommendation(Optional.empty());
    }

    private boolean isRecommended(Move move) {
        return recommendation
                .map(Until::what)
                .filter(known -> known.next().name() == move.next().name()
                        && known.next().serving().equals(move.next().serving()))
                .isPresent();
    }

    Memory limited(ControllerState from, Move move, Assessment seen, long nowNanos, List<Decision> decisions) {
        if (limitedAt == 0) {
            decisions.add(new Decision.Limited(from, move.next(), move.reason(), seen.describe()));
        }
        return limitedAt == 0 ? withLimitedAt(ledger.count(nowNanos)) : this;
    }

    Memory moved(Move move, Optional<Input.Order> order, long nowNanos, List<Decision> decisions) {
        boolean counts = move.weight() == Move.Weight.OPTIONAL || move.weight() == Move.Weight.NEEDED;
        boolean isCarriedOut = order.isPresent() && isRecommended(move);
        boolean forATime = order.filter(Input.Failover.class::isInstance)
                .flatMap(ordered -> ((Input.Failover) ordered).lasts())
                .isPresent();
        Memory next = recommendationEnded(isCarriedOut ? Ending.CARRIED_OUT : Ending.REPLACED, decisions);
        return new Memory(
                counts ? ledger.with(nowNanos) : ledger,
                move.stay(),
                next.hold,
                Optional.empty(),
                0,
                forATime || (move.reason() == Reason.RESUMED && returnOrdered),
                published,
                drill,
                isReplaying);
    }

    Memory holding(Input.Hold order, long nowNanos) {
        long end = nowNanos + order.lasts().map(Spans::nanos).orElse(0L);
        return withHold(Optional.of(new Until<>(order, order.lasts().isPresent(), end)));
    }

    Memory released() {
        return withHold(Optional.empty());
    }

    Memory drilling(Drill begun) {
        return with(Optional.of(begun));
    }

    /** Ends the drill, if there is one. */
    Memory drillEnded(
            Drill.Ending why,
            Optional<Input.Order> order,
            Optional<Assessment> seen,
            long nowNanos,
            List<Decision> decisions) {
        drill.ifPresent(over -> decisions.add(DrillRules.ended(over, why, order, seen.orElseThrow(), nowNanos)));
        return with(Optional.<Drill>empty());
    }

    Memory withReturnOrdered(boolean isOrdered) {
        return new Memory(ledger, stay, hold, recommendation, limitedAt, isOrdered, published, drill, isReplaying);
    }

    Memory publishing(Set<RegionName> healthy) {
        return new Memory(ledger, stay, hold, recommendation, limitedAt, returnOrdered, healthy, drill, isReplaying);
    }

    Memory replaying(boolean isPending) {
        return new Memory(ledger, stay, hold, recommendation, limitedAt, returnOrdered, published, drill, isPending);
    }

    private Memory with(Stay next) {
        return new Memory(ledger, next, hold, recommendation, limitedAt, returnOrdered, published, drill, isReplaying);
    }

    private Memory with(Optional<Drill> next) {
        return new Memory(ledger, stay, hold, recommendation, limitedAt, returnOrdered, published, next, isReplaying);
    }

    private Memory withLimitedAt(int next) {
        return new Memory(ledger, stay, hold, recommendation, next, returnOrdered, published, drill, isReplaying);
    }

    private Memory withHold(Optional<Until<Input.Hold>> next) {
        return new Memory(ledger, stay, next, recommendation, limitedAt, returnOrdered, published, drill, isReplaying);
    }

    private Memory withRecommendation(Optional<Until<Move>> next) {
        return new Memory(ledger, stay, hold, next, limitedAt, returnOrdered, published, drill, isReplaying);
    }
}
