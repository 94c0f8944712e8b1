package io.sallyport.failover;

import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.Refusal.Kind;
import java.time.Duration;
import java.util.Optional;

/** Which orders are obeyed, and how those that move. */
final class OrderRules {

    private static final int LONGEST_BY = 100;
    private static final int LONGEST_WHY = 500;

    private OrderRules() {}

    /** Why an order is refused, if it is. */
    static Optional<Refusal> refusal(Input.Order order, Controller now, long nowNanos) {
        return malformed(order).or(() -> {
            if (order instanceof Input.Hold) {
                return Optional.empty();
            }
            if (order instanceof Input.Release) {
                return when(now.memory().hold().isEmpty(), Kind.NOT_HELD, "there is no hold");
            }
            if (order instanceof Input.EndDrill) {
                return when(now.memory().drill().isEmpty(), Kind.WRONG_STATE, "there is no drill");
            }
            return ofMoves(order, now, nowNanos);
        });
    }

    private static Optional<Refusal> malformed(Input.Order order) {
        boolean isSigned = isText(order.by(), LONGEST_BY) && isText(order.why(), LONGEST_WHY);
        return when(
                        !isSigned,
                        Kind.MALFORMED,
                        "who and why are needed, of " + LONGEST_BY + " and " + LONGEST_WHY + " characters at most")
                .or(() -> when(!isLong(order), Kind.MALFORMED, "what ends by itself must last longer than nothing"))
                .or(() -> when(!isShare(order), Kind.MALFORMED, "a percentage is 1 to 100"));
    }

    private static boolean isText(String text, int longest) {
        return !text.isBlank() && text.length() <= longest;
    }

    private static boolean isLong(Input.Order order) {
        Optional<Duration> lasts = Optional.empty();
        if (order instanceof Input.Hold hold) {
            lasts = hold.lasts();
        } else if (order instanceof Input.Failover failover) {
            lasts = failover.lasts();
        } else if (order instanceof Input.Drill drill) {
            lasts = Optional.of(drill.lasts());
        }
        return lasts.map(time -> !time.isNegative() && !time.isZero()).orElse(true);
    }

    private static boolean isShare(Input.Order order) {
        return !(order instanceof Input.Drill drill)
                || (isPercent(drill.percent()) && isPercent(drill.maxFailedPercent()));
    }

    private static boolean isPercent(int number) {
        return number >= 1 && number <= 100;
    }

    private static Optional<Refusal> ofMoves(Input.Order order, Controller now, long nowNanos) {
        Optional<Assessment> seen = now.seen();
        if (seen.isEmpty() || now.state().name() == Name.STARTING) {
            return refused(Kind.STARTING, "the gateway is still starting");
        }
        return when(now.hold().isPresent(), Kind.HELD, "a hold is in force; release it first")
                .or(() -> ofMove(order, now, seen.get(), nowNanos));
    }

    private static Optional<Refusal> ofMove(Input.Order order, Controller now, Assessment seen, long nowNanos) {
        if (order instanceof Input.Drill drill) {
            return DrillRules.refusal(drill, now, seen);
        }
        Optional<Refusal> refusal = order instanceof Input.Failover failover
                ? ofFailover(failover.to(), now, seen)
                : ofFailback(now, seen, nowNanos);
        return refusal.or(() -> when(
                !now.memory()
                        .ledger()
                        .allows(weight(order, now, seen), nowNanos, now.policy().transitionsPerHour()),
                Kind.LIMIT,
                "the hourly limit of transitions is reached"));
    }

    private static Optional<Refusal> ofFailover(RegionName to, Controller now, Assessment seen) {
        boolean serves =
                now.state().name() == Name.ON_REPLICA && now.state().serving().equals(to);
        return noReplica(to, now)
                .or(() -> when(serves, Kind.WRONG_STATE, to + " serves already"))
                .or(() -> when(!seen.of(to).usable(), Kind.NOT_USABLE, to + " is not usable"));
    }

    /** Why a region is none to send end users to instead of the primary. */
    static Optional<Refusal> noReplica(RegionName to, Controller now) {
        Optional<Region> region = now.topology().find(to);
        if (region.isEmpty()) {
            return refused(Kind.UNKNOWN_REGION, "there is no region " + to);
        }
        return when(now.topology().isPrimary(to), Kind.WRONG_STATE, to + " is the primary; only a failback leads there")
                .or(() -> when(!region.get().active(), Kind.INACTIVE_REGION, to + " is inactive"));
    }

    private static Optional<Refusal> ofFailback(Controller now, Assessment seen, long nowNanos) {
        RegionHealth primary = seen.of(now.topology().primary().name());
        return when(
                        now.state().name() != Name.ON_REPLICA,
                        Kind.WRONG_STATE,
                        "a failback starts from on_replica, not from "
                                + now.state().name().tag())
                .or(() -> when(!primary.confirmed(), Kind.NOT_USABLE, "the primary's probes are not good"))
                .or(() -> when(
                        mustWait(now, primary, seen, nowNanos),
                        Kind.REPLAYS_PENDING,
                        "revocations are being carried to the primary; it is waited for them no longer than "
                                + now.policy().replayPatience().toSeconds() + " s of the primary's health"));
    }

    /** No longer than the controller itself waits; and not at all where nothing else is left to serve. */
    private static boolean mustWait(Controller now, RegionHealth primary, Assessment seen, long nowNanos) {
        return now.isReplaying()
                && isUsable(now.state().serving(), seen)
                && !primary.healthyFor(now.policy().replayPatience().toNanos(), nowNanos);
    }

    private static Optional<Refusal> when(boolean holds, Kind kind, String sentence) {
        return holds ? refused(kind, sentence) : Optional.empty();
    }

    private static Optional<Refusal> refused(Kind kind, String sentence) {
        return Optional.of(new Refusal(kind, sentence));
    }

    /** The move of an order to move that is not refused. */
    static Move move(Input.Order order, Controller now, Situation situation) {
        RegionHealth primary = situation.health(now.topology().primary().name());
        ControllerState next;
        if (order instanceof Input.Failover failover) {
            next = now.state().toReplica(failover.to(), situation.nanos(), stay(failover, situation));
        } else if (isUsable(now.state().serving(), situation.assessment())) {
            next = now.state().toFailingBack(primary, situation.policy(), situation.nanos());
        } else {
            next = now.state().toPrimary(primary.region().name(), situation.nanos(), false);
        }
        return situation.move(next, Reason.OPERATOR, weight(order, now, situation.assessment()));
    }

    /** A failback can wait, so that it can always be broken off; what leaves a lost region may be an emergency. */
    private static Move.Weight weight(Input.Order order, Controller now, Assessment seen) {
        return order instanceof Input.Failback && isUsable(now.state().serving(), seen)
                ? Move.Weight.OPTIONAL
                : Move.Weight.NEEDED;
    }

    private static boolean isUsable(RegionName region, Assessment seen) {
        return seen.of(region).usable();
    }

    private static long stay(Input.Failover order, Situation situation) {
        long unsaid = situation.policy().mode() == Policy.Mode.AUTOMATIC
                ? OnReplica.UNTIL_ORDERED
                : situation.stay().nanos();
        return order.lasts().map(Spans::nanos).orElse(unsaid);
    }
}
