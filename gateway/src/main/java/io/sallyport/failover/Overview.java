package io.sallyport.failover;

import java.util.Optional;

/**
 * What an operator sees of the controller, beside its state and evidence. Times are monotonic nanoseconds.
 *
 * @param hold the hold in force
 * @param recommendation what waits for an order
 * @param drill the drill under way
 * @param transitionsInLastHour those that count against the limit
 */
public record Overview(
        Optional<Until<Input.Hold>> hold,
        Optional<Until<Advice>> recommendation,
        Optional<Until<Drill>> drill,
        int transitionsInLastHour) {

    /**
     * Something in force.
     *
     * @param leftNanos until it ends by itself; empty for until somebody ends it
     */
    public record Until<T>(T what, Optional<Long> leftNanos) {}

    /**
     * What advisory mode recommends.
     *
     * @param to the state that it would lead to
     * @param reason why
     * @param order the order that carries it out, in words: {@code failover <region>} or {@code failback}
     */
    public record Advice(ControllerState to, Reason reason, String order) {}

    static Overview of(Controller controller, long nowNanos) {
        Memory memory = controller.memory();
        return new Overview(
                memory.hold().map(hold -> until(hold, hold.what(), nowNanos)),
                memory.recommendation().map(advice -> until(advice, advice(advice.what()), nowNanos)),
                memory.drill().map(drill -> new Until<>(drill, Optional.of(drill.endNanos() - nowNanos))),
                memory.ledger().count(nowNanos));
    }

    private static Advice advice(Move move) {
        boolean isFailover = move.next().name() == ControllerState.Name.ON_REPLICA;
        String order = isFailover ? "failover " + move.next().serving() : "failback";
        return new Advice(move.next(), move.reason(), order);
    }

    private static <T> Until<T> until(Memory.Until<?> of, T what, long nowNanos) {
        return new Until<>(what, of.ends() ? Optional.of(of.endNanos() - nowNanos) : Optional.empty());
    }
}
