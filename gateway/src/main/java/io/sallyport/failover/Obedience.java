package io.sallyport.failover;

import java.util.List;
import java.util.Optional;

/** What orders do that are not refused. */
final class Obedience {

    private Obedience() {}

    static Controller obey(Input.Order order, Controller now, long nowNanos, List<Decision> decisions) {
        Memory memory = now.memory();
        if (order instanceof Input.Hold hold) {
            decisions.add(new Decision.Held(hold));
            return now.with(memory.holding(hold, nowNanos)
                    .drillEnded(Drill.Ending.HOLD, Optional.of(order), now.seen(), nowNanos, decisions));
        }
        if (order instanceof Input.Release) {
            decisions.add(new Decision.Released(order.by(), order.why()));
            return now.with(memory.released());
        }
        if (order instanceof Input.EndDrill) {
            return now.with(
                    memory.drillEnded(Drill.Ending.ORDERED, Optional.of(order), now.seen(), nowNanos, decisions));
        }
        return begin(order, now, nowNanos, decisions);
    }

    private static Controller begin(Input.Order order, Controller now, long nowNanos, List<Decision> decisions) {
        Assessment seen = now.seen().orElseThrow();
        if (order instanceof Input.Drill drill) {
            Drill begun = DrillRules.begun(drill, now, seen, nowNanos);
            decisions.add(new Decision.DrillBegan(begun));
            return now.with(now.memory().drilling(begun));
        }
        Move move = OrderRules.move(order, now, now.situation(seen, nowNanos));
        return now.carryOut(move, Optional.of(order), seen, nowNanos, decisions)
                .published(seen, nowNanos, decisions)
                .next();
    }
}
