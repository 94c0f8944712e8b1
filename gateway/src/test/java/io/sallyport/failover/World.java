package io.sallyport.failover;

import io.sallyport.failover.Decision.Transition;
import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.EvidencePolicy;
import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Regions, probes and traffic in virtual time: what the shell will do, without sockets. */
final class World {

    static final RegionName WEST = new RegionName("us-west-2");
    static final RegionName EAST = new RegionName("us-east-1");
    static final RegionName EUROPE = new RegionName("eu-west-1");
    static final Set<Plane> PLANES = EnumSet.of(Plane.LOGIN, Plane.TOKEN, Plane.KEYS);
    static final Topology PAIR = new Topology(region(WEST), List.of(region(EAST)));

    /** A region's condition on one plane, to a probe and to a request. */
    interface Condition {
        Optional<FailureKind> probe(Random random);

        default Optional<FailureKind> request(Random random, int client) {
            return probe(random);
        }
    }

    private final Topology topology;
    private final Evidence evidence;
    private final Random random = new Random(42);
    private final Map<RegionName, Map<Plane, Condition>> conditions = new HashMap<>();
    private final Map<String, Long> nextProbe = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    // An origin close to the overflow: nanoTime may start anywhere.
    private final long origin = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private Controller controller;
    private long millis;
    private int requestsPerSecond;
    private int clients = 10;
    private Assessment assessment;
    private boolean slow;
    private long tickMillis = 10;

    World(Topology topology, Policy policy, Restored... restored) {
        this.topology = topology;
        this.evidence = new Evidence(topology, EvidencePolicy.defaults(), origin);
        this.controller = Controller.start(
                topology, policy, java.util.Arrays.stream(restored).findFirst(), origin);
        this.assessment = evidence.assess(origin);
    }

    static World pair() {
        return new World(PAIR, Policy.defaults());
    }

    /** The defaults in another mode. */
    static Policy policy(Policy.Mode mode) {
        Policy defaults = Policy.defaults();
        return new Policy(
                mode,
                defaults.recoveryWindow(),
                defaults.minimumStay(),
                defaults.minimumStayCap(),
                defaults.relapseWindow(),
                defaults.stayReset(),
                defaults.steps(),
                defaults.stepLength(),
                defaults.transitionsPerHour(),
                defaults.startupLimit(),
                defaults.recommendationLife(),
                defaults.healthKept(),
                defaults.replayPatience());
    }

    static Region region(RegionName name) {
        return new Region(name, true, PLANES);
    }

    static Condition failing(FailureKind kind) {
        return random -> Optional.of(kind);
    }

    static Condition failing(FailureKind kind, double share) {
        return random -> random.nextDouble() < share ? Optional.of(kind) : Optional.empty();
    }

    World traffic(int perSecond, int distinctClients) {
        requestsPerSecond = perSecond;
        clients = distinctClients;
        return this;
    }

    /** For hours: ticks like the shell's. */
    World coarse() {
        tickMillis = 100;
        return this;
    }

    World slow(boolean now) {
        slow = now;
        return this;
    }

    World set(RegionName region, Plane plane, Condition condition) {
        conditions.computeIfAbsent(region, r -> new HashMap<>()).put(plane, condition);
        return this;
    }

    World kill(RegionName region) {
        return kill(region, failing(FailureKind.REFUSED));
    }

    World kill(RegionName region, Condition condition) {
        PLANES.forEach(plane -> set(region, plane, condition));
        return this;
    }

    World heal(RegionName region) {
        conditions.remove(region);
        return this;
    }

    World run(Duration duration) {
        long end = millis + duration.toMillis();
        while (millis < end) {
            tick();
        }
        return this;
    }

    /** Runs until something holds, and says how long it took. */
    Duration until(BooleanSupplier holds, Duration limit) {
        long from = millis;
        while (!holds.getAsBoolean()) {
            if (millis - from > limit.toMillis()) {
                throw new AssertionError("not within " + limit + ": " + state() + " " + decisions);
            }
            tick();
        }
        return Duration.ofMillis(millis - from);
    }

    Duration untilState(ControllerState.Name name, Duration limit) {
        return until(() -> state().name() == name, limit);
    }

    private void tick() {
        millis += tickMillis;
        for (Region region : topology.all()) {
            region.planes().forEach(plane -> probe(region.name(), plane));
        }
        requests();
        assessment = evidence.assess(now());
        tell(new Input.Observed(assessment));
    }

    void tell(Input input) {
        Controller.Step step = controller.step(input, now());
        controller = step.next();
        decisions.addAll(step.decisions());
    }

    void loopLate(Duration late) {
        evidence.loopLate(late.toNanos(), now());
    }

    private void probe(RegionName region, Plane plane) {
        String key = region + "/" + plane;
        // First probes are spread over the first half second.
        long due = nextProbe.computeIfAbsent(key, k -> (long) random.nextInt(500));
        boolean fast = evidence.probesFast(region, plane, now());
        if (fast) {
            due = Math.min(due, nextProbe.getOrDefault(key + "/last", -1_000L) + 100);
        }
        if (millis < due) {
            return;
        }
        condition(region, plane)
                .probe(random)
                .ifPresentOrElse(
                        kind -> evidence.probeFailed(region, plane, kind, now()),
                        () -> evidence.probeGood(region, plane, now()));
        nextProbe.put(key + "/last", millis);
        nextProbe.put(key, millis + 1_000);
    }

    private void requests() {
        double expected = requestsPerSecond * tickMillis / 1000.0;
        for (int i = 0; i < (int) expected + (random.nextDouble() < expected % 1 ? 1 : 0); i++) {
            int client = random.nextInt(clients);
            Plane plane = random.nextBoolean() ? Plane.TOKEN : Plane.LOGIN;
            RegionName region = controller.view().regionForNewFlow(random.nextInt());
            int operation = random.nextInt(3);
            Tally tally = condition(region, plane)
                    .request(random, client)
                    .map(kind -> Tally.failed(kind, operation, client))
                    .orElseGet(() -> slow && region.equals(WEST) ? Tally.slow(operation, client) : Tally.ok(client));
            evidence.outcomes(region, plane, tally, now());
        }
    }

    private Condition condition(RegionName region, Plane plane) {
        return conditions.getOrDefault(region, Map.of()).getOrDefault(plane, r -> Optional.empty());
    }

    long now() {
        return origin + millis * 1_000_000;
    }

    ControllerState state() {
        return controller.state();
    }

    Controller controller() {
        return controller;
    }

    ServingView view() {
        return controller.view();
    }

    Assessment assessment() {
        return assessment;
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<Transition> transitions() {
        return decisions.stream()
                .filter(Transition.class::isInstance)
                .map(Transition.class::cast)
                .toList();
    }

    Transition lastTransition() {
        List<Transition> all = transitions();
        return all.get(all.size() - 1);
    }

    /** The names of the states gone through. */
    List<String> path() {
        return transitions().stream()
                .map(t -> t.to().name().tag() + (t.to() instanceof FailingBack f ? " " + f.percentToPrimary() : ""))
                .toList();
    }
}
