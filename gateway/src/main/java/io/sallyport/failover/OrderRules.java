package io.sallyport.failover;

import java.util.Optional;

/** Which orders to move are carried out, and how. */
final class OrderRules {

    private OrderRules() {}

    /** Why an order is refused, if it is. */
    static Optional<String> refusal(Input.Order order, Controller now, long nowNanos) {
        if (now.memory().hold().isPresent()) {
            return Optional.of("a hold is in force; release it first");
        }
        if (now.seen().isEmpty() || now.state().name() == ControllerState.Name.STARTING) {
            return Optional.of("the gateway is still starting");
        }
        if (!now.memory().ledger().allows(weight(order), nowNanos, now.policy().transitionsPerHour())) {
            return Optional.of("the hourly limit of transitions is reached");
        }
        Assessment seen = now.seen().get();
        return order instanceof Input.Failover failover
                ? refusal(failover.to(), now, seen)
                : refusal(now.state(), seen.of(now.topology().primary().name()));
    }

    private static Optional<String> refusal(RegionName to, Controller now, Assessment seen) {
        Optional<Region> region = now.topology().find(to);
        if (region.isEmpty()) {
            return Optional.of("there is no region " + to);
        }
        if (now.topology().isPrimary(to)) {
            return Optional.of(to + " is the primary; order a failback");
        }
        if (!region.get().active()) {
            return Optional.of(to + " is inactive");
        }
        if (now.state().name() == ControllerState.Name.ON_REPLICA
                && now.state().serving().equals(to)) {
            return Optional.of(to + " serves already");
        }
        return seen.of(to).usable() ? Optional.empty() : Optional.of(to + " is not usable");
    }

    private static Optional<String> refusal(ControllerState state, RegionHealth primary) {
        if (state.name() != ControllerState.Name.ON_REPLICA) {
            return Optional.of("a failback starts from on_replica, not from "
                    + state.name().tag());
        }
        return primary.confirmed() ? Optional.empty() : Optional.of("the primary's probes are not good");
    }

    /** The move of an order that is not refused. */
    static Move move(Input.Order order, Controller now, Situation situation) {
        ControllerState next = order instanceof Input.Failover failover
                ? now.state().toReplica(failover.to(), situation.nanos(), stay(failover, situation))
                : now.state()
                        .toFailingBack(
                                situation.health(now.topology().primary().name()),
                                situation.policy(),
                                situation.nanos());
        return situation.move(next, Reason.OPERATOR, weight(order));
    }

    /** A failback can wait, so that it can always be broken off; a failover may be an emergency. */
    private static Move.Weight weight(Input.Order order) {
        return order instanceof Input.Failback ? Move.Weight.OPTIONAL : Move.Weight.NEEDED;
    }

    private static long stay(Input.Failover order, Situation situation) {
        long unsaid = situation.policy().mode() == Policy.Mode.AUTOMATIC
                ? OnReplica.UNTIL_ORDERED
                : situation.stay().nanos();
        return order.lasts().map(Spans::nanos).orElse(unsaid);
    }
}
