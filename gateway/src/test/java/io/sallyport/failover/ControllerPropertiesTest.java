package io.sallyport.failover;

import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.EUROPE;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.EvidencePolicy;
import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds under any sequence of evidence, time and orders. */
class ControllerPropertiesTest {

    private static final RegionName IDLE = new RegionName("idle-1");
    private static final Topology TOPOLOGY = new Topology(
            World.region(WEST),
            List.of(World.region(EAST), new Region(IDLE, false, World.PLANES), World.region(EUROPE)));
    private static final List<RegionName> NAMES = List.of(WEST, EAST, IDLE, EUROPE);

    /** One thing that happens, and the time that passes after it. */
    record Happening(int what, int region, int plane, FailureKind kind, int times, long millis) {}

    @Provide
    Arbitrary<List<Happening>> histories() {
        Arbitrary<Long> millis = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 400)),
                Tuple.of(2, Arbitraries.longs().between(400, 15_000)),
                Tuple.of(1, Arbitraries.longs().between(15_000, 400_000)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 19),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(FailureKind.class),
                        Arbitraries.integers().between(1, 12),
                        millis)
                .as(Happening::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(150);
    }

    /** Plays a history, and checks every invariant after every step. */
    private static final class Player {
        private final Evidence evidence = new Evidence(TOPOLOGY, EvidencePolicy.defaults(), 0);
        private Controller controller;
        private final Deque<Long> transitions = new ArrayDeque<>();
        private long now;
        private int mostTransitions;

        Player(Policy.Mode mode) {
            controller = Controller.start(TOPOLOGY, World.policy(mode), Optional.empty(), 0);
        }

        void play(Happening h) {
            RegionName region = NAMES.get(h.region());
            Plane plane = List.of(Plane.LOGIN, Plane.TOKEN, Plane.KEYS).get(h.plane());
            switch (h.what()) {
                case 0, 1 -> probes(region, plane, h);
                case 2 -> World.PLANES.forEach(each -> probes(region, each, h));
                case 3, 4 -> good(region, h.times());
                case 5 -> NAMES.forEach(each -> good(each, 3));
                case 6 -> requests(region, plane, h);
                case 7 -> evidence.loopLate(Duration.ofMillis(h.times() * 50L).toNanos(), now);
                case 8 -> evidence.breakerOpened(region, plane, now);
                case 9 -> tell(new Input.Hold("p", "p", Optional.of(Duration.ofSeconds(h.times()))));
                case 10 -> tell(new Input.Release("p", "p"));
                case 11 -> tell(new Input.Failover(region, "p", "p", Optional.empty()));
                case 12 -> tell(new Input.Failback("p", "p"));
                case 13 -> tell(new Input.Failover(region, "p", "p", Optional.of(Duration.ofSeconds(h.times()))));
                case 14 -> tell(drill(Optional.of(region), h.times()));
                case 15 -> tell(drill(Optional.empty(), h.times()));
                case 16 -> tell(new Input.EndDrill("p", "p"));
                case 17 ->
                    switchTo(List.of(Policy.Mode.AUTOMATIC, Policy.Mode.ADVISORY, Policy.Mode.MANUAL)
                            .get(h.plane()));
                case 18 -> tell(new Input.Replaying(h.plane() > 0));
                default -> {}
            }
            observe();
            now += h.millis() * 1_000_000;
            observe();
        }

        private static Input.Drill drill(Optional<RegionName> region, int size) {
            return new Input.Drill(region, size * 8, Duration.ofSeconds(size * 10L), size, "p", "p");
        }

        void switchTo(Policy.Mode mode) {
            tell(new Input.Configured(World.policy(mode)));
        }

        private void probes(RegionName region, Plane plane, Happening h) {
            for (int i = 0; i < h.times(); i++) {
                evidence.probeFailed(region, plane, h.kind(), now);
            }
        }

        private void good(RegionName region, int times) {
            for (int i = 0; i < times; i++) {
                World.PLANES.forEach(plane -> evidence.probeGood(region, plane, now));
            }
        }

        private void requests(RegionName region, Plane plane, Happening h) {
            for (int i = 0; i < h.times(); i++) {
                evidence.outcomes(region, plane, Tally.failed(h.kind(), i, i), now);
                evidence.outcomes(region, plane, Tally.ok(i), now);
            }
        }

        Assessment observe() {
            Assessment assessment = evidence.assess(now);
            tell(new Input.Observed(assessment));
            return assessment;
        }

        private void tell(Input input) {
            Controller.Step step = controller.step(input, now);
            controller = step.next();
            for (Decision decision : step.decisions()) {
                if (decision instanceof Decision.Transition t) {
                    count(t);
                }
            }
            checkView();
        }

        /** Out of advisory and manual mode's chosen states only an order leads, or the end of what was ordered for a time. */
        private void checkPermission(Decision.Transition t) {
            boolean isChosen = t.from().name() == Name.ON_PRIMARY || t.from().name() == Name.ON_REPLICA;
            if (controller.policy().mode() != Policy.Mode.AUTOMATIC) {
                assertThat(!isChosen || t.order().isPresent() || t.to() instanceof FailingBack)
                        .as("%s", t)
                        .isTrue();
                assertThat(t.to().name() == Name.BLACKOUT && t.from().name() != Name.STARTING)
                        .as("%s", t)
                        .isFalse();
            }
        }

        private void count(Decision.Transition t) {
            checkPermission(t);
            boolean counted = t.from().name() != Name.STARTING
                    && !(t.from().name() == t.to().name() && t.to() instanceof FailingBack);
            if (counted) {
                transitions.add(now);
            }
            while (!transitions.isEmpty()
                    && now - transitions.getFirst() >= Duration.ofHours(1).toNanos()) {
                transitions.removeFirst();
            }
            mostTransitions = Math.max(mostTransitions, transitions.size());
            assertThat(transitions).hasSizeLessThanOrEqualTo(10);
        }

        private void checkView() {
            if (controller.state().name() == Name.FAILING_BACK
                    || controller.state().name() == Name.BLACKOUT) {
                assertThat(transitions.size()).as("left for the way out").isLessThan(10);
            }
            ServingView view = controller.view();
            assertThat(view.writesAllowed())
                    .isEqualTo(view.state() == Name.ON_PRIMARY)
                    .isEqualTo(view.writesAllowed() && view.serving().equals(WEST));
            assertThat(view.serving()).isNotEqualTo(IDLE);
            assertThat(view.usable()).doesNotContain(IDLE);
            assertThat(view.retryTargets()).doesNotContain(IDLE);
            assertThat(view.published()).doesNotContain(IDLE).isNotEmpty();
            checkDrill(view);
            for (int hash = 0; hash < 20; hash++) {
                RegionName to = view.regionForNewFlow(hash * 7919);
                assertThat(to.equals(WEST) || to.equals(view.serving()) || view.isDrilled(to))
                        .isTrue();
                assertThat(to).isNotEqualTo(IDLE);
            }
        }

        private void checkDrill(ServingView view) {
            view.drill().ifPresent(drill -> {
                assertThat(view.state()).isEqualTo(Name.ON_PRIMARY);
                assertThat(controller.hold()).isEmpty();
                assertThat(drill.region()).isIn(EAST, EUROPE);
                assertThat(view.usable()).contains(drill.region());
            });
        }

        /** Time enough for every limit to be over, with one region well throughout. */
        void settle(RegionName well) {
            tell(new Input.Release("p", "p"));
            now += Duration.ofHours(2).toNanos();
            for (int i = 0; i < 30; i++) {
                for (RegionName region : NAMES) {
                    for (Plane plane : World.PLANES) {
                        if (region.equals(well)) {
                            evidence.probeGood(region, plane, now);
                        } else {
                            evidence.probeFailed(region, plane, FailureKind.REFUSED, now);
                        }
                    }
                }
                observe();
                now += 100_000_000;
            }
        }
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void invariantsHold(@ForAll("histories") List<Happening> history, @ForAll Policy.Mode mode) {
        Player player = new Player(mode);
        history.forEach(player::play);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void usableRegionIsChosenFromAnyState(@ForAll("histories") List<Happening> history, @ForAll boolean onlyReplica) {
        Player player = new Player(Policy.Mode.AUTOMATIC);
        history.forEach(player::play);
        player.switchTo(Policy.Mode.AUTOMATIC);
        RegionName well = onlyReplica ? EUROPE : WEST;
        player.settle(well);
        assertThat(player.controller.view().serving()).isEqualTo(well);
        assertThat(player.controller.state().name()).isEqualTo(onlyReplica ? Name.ON_REPLICA : Name.ON_PRIMARY);
    }

    /** Where the controller may not move, an operator always can. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anOrderLeadsOutOfAnyStateInAnyMode(
            @ForAll("histories") List<Happening> history, @ForAll Policy.Mode mode, @ForAll boolean onlyReplica) {
        Player player = new Player(mode);
        history.forEach(player::play);
        player.switchTo(mode);
        RegionName well = onlyReplica ? EUROPE : WEST;
        player.settle(well);
        player.tell(
                onlyReplica ? new Input.Failover(EUROPE, "p", "p", Optional.empty()) : new Input.Failback("p", "p"));
        assertThat(player.controller.view().serving()).isEqualTo(well);
        assertThat(player.controller.state().name()).isEqualTo(onlyReplica ? Name.ON_REPLICA : Name.ON_PRIMARY);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void usableRegionIsServingUnlessHeldOrLimited(@ForAll("histories") List<Happening> history) {
        Player player = new Player(Policy.Mode.AUTOMATIC);
        for (Happening happening : history) {
            player.play(happening);
            Assessment seen = player.observe();
            Controller controller = player.controller;
            boolean excused = controller.hold().isPresent()
                    || controller.policy().mode() != Policy.Mode.AUTOMATIC
                    || seen.noEvidence()
                    || player.transitions.size() >= 7
                    || controller.state().name() == Name.STARTING;
            if (!excused && !seen.of(controller.state().serving()).usable()) {
                RegionHealth serving = seen.of(controller.state().serving());
                assertThat(seen.regions())
                        .as(
                                "a region proven good since %s was lost",
                                serving.region().name())
                        .noneMatch(r -> r.confirmedSince(serving.troubleNanos(player.now)));
            }
        }
    }

    /** Always against the region that serves: this does reach the limit. */
    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void limitHoldsAgainstAnAdversary(
            @ForAll @Size(200) List<@IntRange(max = 7) Integer> moves, @ForAll @IntRange(min = 1, max = 20) int pace) {
        Player player = new Player(Policy.Mode.AUTOMATIC);
        for (int move : moves) {
            RegionName serving = player.controller.state().serving();
            NAMES.stream().filter(name -> !name.equals(serving)).forEach(name -> player.good(name, 3));
            switch (move) {
                case 0 -> player.good(serving, 3);
                case 1 -> player.tell(new Input.Failback("p", "p"));
                case 2 -> player.tell(new Input.Failover(EUROPE, "p", "p", Optional.empty()));
                default -> {
                    Happening dead = new Happening(0, 0, 0, FailureKind.SERVER_ERROR, 3, 0);
                    World.PLANES.forEach(plane -> player.probes(serving, plane, dead));
                    NAMES.stream().filter(name -> !name.equals(serving)).forEach(name -> player.good(name, 3));
                }
            }
            player.observe();
            player.now += pace * 1_000_000_000L;
        }
        assertThat(player.mostTransitions).isBetween(7, 10);
    }

    @Property
    void flowsKeepTheirSideAsAStepGrows(@ForAll int hash) {
        boolean wasOnPrimary = false;
        for (int percent : List.of(0, 5, 25, 50, 100)) {
            ServingView view =
                    new ServingView(Name.FAILING_BACK, WEST, EAST, percent, List.of(), List.of(), Set.of(), false, 0);
            boolean onPrimary = view.regionForNewFlow(hash).equals(WEST);
            assertThat(onPrimary || !wasOnPrimary).isTrue();
            wasOnPrimary = onPrimary;
        }
        assertThat(wasOnPrimary).isTrue();
    }
}
