package io.sallyport.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The failover controller: a pure function of (state, evidence, monotonic time, policy). Immutable; {@link #step} returns
 * the next one and what was decided.
 *
 * <p>Two rules stand above every state. A hold freezes it; only STARTING still ends. And there are at most
 * {@link Policy#transitionsPerHour} transitions in any hour, operators' included; a failback's steps move no region and are
 * not counted, nor is the one out of STARTING. What may wait, a failback and the entry to BLACKOUT, has to leave three
 * transitions over, so that BLACKOUT can always be left again and a returned primary can still fail over. Where the limit
 * forbids a move, requests go on to the serving region and are helped within the request.
 */
public final class Controller {

    private final Topology topology;
    private final Policy policy;
    private final ControllerState state;
    private final Memory memory;
    private final Optional<Assessment> seen;

    /** What it does next, and what to tell the world. */
    public record Step(Controller next, List<Decision> decisions) {
        /** Copies the list. */
        public Step {
            decisions = List.copyOf(decisions);
        }
    }

    Controller(Topology topology, Policy policy, ControllerState state, Memory memory, Optional<Assessment> seen) {
        this.topology = topology;
        this.policy = policy;
        this.state = state;
        this.memory = memory;
        this.seen = seen;
    }

    /**
     * A controller in STARTING.
     *
     * @param restored where it was before a restart; ignored where that region is gone or inactive, or nobody served, except
     *     for a hold, which goes on
     */
    public static Controller start(Topology topology, Policy policy, Optional<Restored> restored, long nowNanos) {
        Optional<Restored> valid = restored.filter(was -> was.name() != ControllerState.Name.BLACKOUT)
                .filter(was -> was.name() != ControllerState.Name.STARTING)
                .filter(was -> topology.find(was.region()).map(Region::active).orElse(false));
        RegionName first = valid.map(Restored::region).orElse(topology.primary().name());
        Stay stay = restored.map(was -> new Stay(was.nextStay().toNanos(), nowNanos))
                .orElse(Stay.base(policy, nowNanos));
        Memory memory = Memory.empty(stay, first)
                .withReturnOrdered(valid.map(Restored::returnOrdered).orElse(false));
        Memory held = restored.flatMap(Restored::hold)
                .map(hold -> memory.holding(hold, nowNanos))
                .orElse(memory);
        return new Controller(topology, policy, new Starting(first, nowNanos, valid), held, Optional.empty());
    }

    /** The state. */
    public ControllerState state() {
        return state;
    }

    /** The rules in force. */
    public Policy policy() {
        return policy;
    }

    /** The hold in force. */
    public Optional<Input.Hold> hold() {
        return memory.hold().map(Memory.Until::what);
    }

    /** What to keep on disk, so that the next start goes on from here. */
    public Restored toRestore(long nowNanos) {
        return Restored.of(state, memory, nowNanos);
    }

    /** What the request path needs to know. */
    public ServingView view() {
        return ServingView.of(topology, state, seen, memory.published(), memory.drill());
    }

    /** What an operator sees. */
    public Overview overview(long nowNanos) {
        return Overview.of(this, nowNanos);
    }

    /** When refused callers may come back. */
    public Comeback comeback(long nowNanos) {
        return Comeback.of(this, nowNanos);
    }

    /** Why that order would be refused now; empty where it would be obeyed. */
    public Optional<Refusal> refusal(Input.Order order, long nowNanos) {
        return OrderRules.refusal(order, this, nowNanos);
    }

    /**
     * Takes one input.
     *
     * @param nowNanos monotonic; never before the last step's
     */
    public Step step(Input input, long nowNanos) {
        if (input instanceof Input.Observed observed) {
            return observe(observed.assessment(), nowNanos);
        }
        if (input instanceof Input.Configured configured) {
            return new Step(new Controller(topology, configured.policy(), state, memory, seen), List.of());
        }
        if (input instanceof Input.Replaying replaying) {
            return new Step(with(memory.replaying(replaying.isPending())), List.of());
        }
        return order((Input.Order) input, nowNanos);
    }

    /** Whether a failback would wait for revocations to be carried to the primary. */
    public boolean isReplaying() {
        return memory.isReplaying();
    }

    private Step observe(Assessment assessment, long nowNanos) {
        List<Decision> decisions = new ArrayList<>();
        Controller now = with(memory.expired(nowNanos, policy, decisions), state, Optional.of(assessment));
        Situation situation = now.situation(assessment, nowNanos);
        now = now.with(now.memory, state.follow(situation), now.seen);
        boolean blind = assessment.noEvidence() && state.name() != ControllerState.Name.STARTING;
        Optional<Move> wanted = blind ? Optional.empty() : now.state.propose(situation);
        return now.gate(wanted.filter(this::isPossible), assessment, nowNanos, decisions)
                .drilled(assessment, nowNanos, decisions)
                .published(assessment, nowNanos, decisions);
    }

    private boolean isPossible(Move move) {
        return policy.mode() == Policy.Mode.AUTOMATIC
                || move.weight() == Move.Weight.FIRST
                || move.next().name() != ControllerState.Name.BLACKOUT;
    }

    /** Whether a wanted move happens. */
    private Controller gate(Optional<Move> wanted, Assessment assessment, long nowNanos, List<Decision> decisions) {
        if (wanted.isEmpty()) {
            return isLapsed(assessment, nowNanos) ? with(memory.lapsed(decisions), state, seen) : this;
        }
        Move move = wanted.get();
        boolean first = move.weight() == Move.Weight.FIRST;
        if (memory.hold().isPresent() && !first) {
            return this;
        }
        if (needsPermission(move)) {
            return recommend(move, assessment, nowNanos, decisions);
        }
        if (!memory.ledger().allows(move.weight(), nowNanos, policy.transitionsPerHour())) {
            return with(memory.limited(state, move, assessment, nowNanos, decisions), state, seen);
        }
        return carryOut(move, Optional.empty(), assessment, nowNanos, decisions);
    }

    /**
     * Whether a recommendation has lapsed: to leave a region once that was well for as long as a failback asks, so that one that
     * flaps is told of once; to return to the primary at once.
     */
    private boolean isLapsed(Assessment assessment, long nowNanos) {
        boolean returns = memory.recommendation()
                .filter(open -> open.what().next().name() == ControllerState.Name.FAILING_BACK)
                .isPresent();
        RegionHealth left = assessment.of(state.serving());
        return returns || left.healthyFor(policy.recoveryWindow().toNanos(), nowNanos);
    }

    private boolean needsPermission(Move move) {
        boolean isChosen =
                state.name() == ControllerState.Name.ON_PRIMARY || state.name() == ControllerState.Name.ON_REPLICA;
        boolean isOrdered = memory.returnOrdered() && move.next().name() == ControllerState.Name.FAILING_BACK;
        return isChosen && !isOrdered && policy.mode() != Policy.Mode.AUTOMATIC;
    }

    private Controller recommend(Move move, Assessment assessment, long nowNanos, List<Decision> decisions) {
        return policy.mode() == Policy.Mode.ADVISORY
                ? with(memory.recommended(state, move, assessment, nowNanos, policy, decisions), state, seen)
                : this;
    }

    Controller carryOut(
            Move move, Optional<Input.Order> order, Assessment saw, long nowNanos, List<Decision> decisions) {
        Duration detection = Duration.ofNanos(Math.max(0, nowNanos - move.troubleNanos()));
        String ordered =
                order.map(o -> "by " + o.by() + ": " + o.why() + "; saw ").orElse("");
        decisions.add(
                new Decision.Transition(state, move.next(), move.reason(), ordered + saw.describe(), detection, order));
        Memory moved = memory.moved(move, order, nowNanos, decisions)
                .drillEnded(Drill.Ending.TRANSITION, order, seen, nowNanos, decisions);
        return with(moved, move.next(), seen);
    }

    private Controller drilled(Assessment assessment, long nowNanos, List<Decision> decisions) {
        return memory.drill()
                .flatMap(drill -> DrillRules.due(drill, assessment, nowNanos))
                .map(why -> with(memory.drillEnded(why, Optional.empty(), seen, nowNanos, decisions), state, seen))
                .orElse(this);
    }

    Step published(Assessment assessment, long nowNanos, List<Decision> decisions) {
        boolean kept = assessment.selfSuspect()
                && nowNanos - assessment.suspectNanos() < policy.healthKept().toNanos();
        Memory next = kept ? memory : memory.publishing(PublishedHealth.of(topology, state, assessment));
        return new Step(with(next, state, seen), decisions);
    }

    private Step order(Input.Order order, long nowNanos) {
        Optional<Refusal> refusal = refusal(order, nowNanos);
        if (refusal.isPresent()) {
            return new Step(this, List.of(new Decision.Refused(order, refusal.get())));
        }
        List<Decision> decisions = new ArrayList<>();
        return new Step(Obedience.obey(order, this, nowNanos, decisions), decisions);
    }

    Memory memory() {
        return memory;
    }

    Topology topology() {
        return topology;
    }

    /** The evidence that it saw last. */
    public Optional<Assessment> seen() {
        return seen;
    }

    Situation situation(Assessment assessment, long nowNanos) {
        Stay stay = memory.stay().current(nowNanos, policy);
        return new Situation(topology, policy, assessment, stay, memory.isReplaying(), nowNanos);
    }

    Controller with(Memory next) {
        return with(next, state, seen);
    }

    private Controller with(Memory nextMemory, ControllerState nextState, Optional<Assessment> nextSeen) {
        return new Controller(topology, policy, nextState, nextMemory, nextSeen);
    }
}
