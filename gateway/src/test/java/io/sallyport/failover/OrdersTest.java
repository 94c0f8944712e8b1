package io.sallyport.failover;

import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.Decision.RecommendationEnded.Ending;
import io.sallyport.failover.Policy.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrdersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static World world(Mode mode) {
        return new World(World.PAIR, World.policy(mode)).traffic(20, 10).run(SECOND.multipliedBy(3));
    }

    private static Input.Failover failover(RegionName to) {
        return new Input.Failover(to, "ann", "maintenance", Optional.empty());
    }

    private static Input.Hold hold(Optional<Duration> lasts) {
        return new Input.Hold("ann", "release night", lasts);
    }

    private static <T extends Decision> List<T> all(World world, Class<T> type) {
        return world.decisions().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void orderedFailoverStaysUntilFailbackIsOrdered() {
        World world = world(Mode.AUTOMATIC);
        world.tell(failover(EAST));
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        assertThat(world.lastTransition().reason()).isEqualTo(Reason.OPERATOR);
        assertThat(world.lastTransition().evidence()).contains("ann").contains("maintenance");
        assertThat(world.view().publishesHealthy(WEST)).isFalse();
        world.run(Duration.ofMinutes(20));
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        world.tell(new Input.Failback("ann", "done"));
        assertThat(world.state().name()).isEqualTo(Name.FAILING_BACK);
        world.untilState(Name.ON_PRIMARY, SECOND.multipliedBy(45));
    }

    @Test
    void orderedFailoverWithAnEndComesBackByItself() {
        World world = world(Mode.AUTOMATIC);
        world.tell(new Input.Failover(EAST, "ann", "patching", Optional.of(SECOND.multipliedBy(90))));
        assertThat(world.untilState(Name.FAILING_BACK, SECOND.multipliedBy(100)))
                .isBetween(SECOND.multipliedBy(89), SECOND.multipliedBy(91));
    }

    @Test
    void orderedFailoverIsStillLeftWhenTheReplicaDies() {
        World world = world(Mode.AUTOMATIC);
        world.tell(failover(EAST));
        world.run(SECOND).kill(EAST);
        world.untilState(Name.ON_PRIMARY, SECOND.multipliedBy(2));
    }

    @Test
    void holdFreezesUntilItIsReleased() {
        World world = world(Mode.AUTOMATIC);
        world.tell(hold(Optional.empty()));
        world.kill(WEST).run(SECOND.multipliedBy(30));
        assertThat(world.state().name()).isEqualTo(Name.ON_PRIMARY);
        assertThat(world.view().publishesHealthy(WEST)).isTrue();
        assertThat(world.view().retryTargets()).contains(EAST);
        world.tell(failover(EAST));
        assertThat(all(world, Decision.Refused.class)).hasSize(1);
        world.tell(new Input.Release("ann", "done"));
        world.run(SECOND);
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
    }

    @Test
    void holdEndsByItselfWhenItSaysSo() {
        World world = world(Mode.AUTOMATIC);
        world.tell(hold(Optional.of(SECOND.multipliedBy(10))));
        world.kill(WEST);
        assertThat(world.untilState(Name.ON_REPLICA, SECOND.multipliedBy(12)))
                .isBetween(SECOND.multipliedBy(9), SECOND.multipliedBy(11));
        assertThat(all(world, Decision.Released.class)).hasSize(1);
    }

    @Test
    void heldBlackoutStillSendsRequestsWhereTheyCanSucceed() {
        World world = world(Mode.AUTOMATIC).kill(WEST).kill(EAST);
        world.untilState(Name.BLACKOUT, SECOND.multipliedBy(10));
        world.tell(hold(Optional.empty()));
        world.heal(EAST).run(SECOND.multipliedBy(5));
        assertThat(world.state().name()).isEqualTo(Name.BLACKOUT);
        assertThat(world.view().serving()).isEqualTo(EAST);
        assertThat(world.view().writesAllowed()).isFalse();
    }

    @Test
    void advisoryModeRecommendsOnceAndWaits() {
        World world = world(Mode.ADVISORY).kill(WEST).run(SECOND.multipliedBy(60));
        assertThat(world.state().name()).isEqualTo(Name.ON_PRIMARY);
        List<Decision.Recommended> recommended = all(world, Decision.Recommended.class);
        assertThat(recommended).hasSize(1);
        assertThat(recommended.get(0).to().serving()).isEqualTo(EAST);
        world.tell(failover(EAST));
        world.heal(WEST).run(SECOND.multipliedBy(70));
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        assertThat(all(world, Decision.Recommended.class)).hasSize(2);
    }

    @Test
    void regionThatFlapsIsRecommendedToBeLeftOnce() {
        World world = world(Mode.ADVISORY).coarse();
        for (int flap = 0; flap < 30; flap++) {
            world.kill(WEST).run(SECOND.multipliedBy(7)).heal(WEST).run(SECOND.multipliedBy(7));
        }

        assertThat(all(world, Decision.Recommended.class)).hasSize(1);
        assertThat(all(world, Decision.RecommendationEnded.class)).isEmpty();
    }

    @Test
    void regionThatFlapsAtTheHourlyLimitIsToldOfOnce() {
        World world = world(Mode.AUTOMATIC).coarse();
        while (all(world, Decision.Limited.class).isEmpty()) {
            world.kill(world.state().serving()).run(SECOND.multipliedBy(7));
            world.heal(WEST).heal(EAST).run(SECOND.multipliedBy(7));
        }
        for (int flap = 0; flap < 20; flap++) {
            world.kill(world.state().serving()).run(SECOND.multipliedBy(7));
            world.heal(WEST).heal(EAST).run(SECOND.multipliedBy(7));
        }

        assertThat(all(world, Decision.Limited.class)).hasSize(1);
    }

    @Test
    void recommendationLapsesWithItsEvidenceOrItsTime() {
        World world = world(Mode.ADVISORY).kill(WEST).run(SECOND.multipliedBy(10));
        world.heal(WEST).run(SECOND.multipliedBy(20));
        assertThat(all(world, Decision.RecommendationEnded.class)).isEmpty();
        world.run(SECOND.multipliedBy(15));
        assertThat(all(world, Decision.RecommendationEnded.class))
                .containsExactly(new Decision.RecommendationEnded(Ending.LAPSED));
        world.coarse().kill(WEST).run(Duration.ofMinutes(11));
        assertThat(all(world, Decision.RecommendationEnded.class))
                .contains(new Decision.RecommendationEnded(Ending.EXPIRED));
    }

    @Test
    void manualModeMovesNothing() {
        World world = world(Mode.MANUAL).kill(WEST).run(SECOND.multipliedBy(60));
        assertThat(world.path()).containsExactly("on_primary");
        assertThat(all(world, Decision.Recommended.class)).isEmpty();
    }

    @Test
    void refusesOrdersThatWouldHarm() {
        Topology topology = new Topology(World.region(WEST), List.of(new Region(EAST, false, World.PLANES)));
        World inactive = new World(topology, Policy.defaults()).run(SECOND.multipliedBy(2));
        inactive.tell(failover(EAST));
        assertThat(all(inactive, Decision.Refused.class).get(0).because().kind())
                .isEqualTo(Refusal.Kind.INACTIVE_REGION);

        World world = world(Mode.AUTOMATIC);
        world.tell(failover(WEST));
        world.tell(failover(new RegionName("mars")));
        world.tell(new Input.Failback("ann", "now"));
        world.kill(EAST).run(SECOND.multipliedBy(3));
        world.tell(failover(EAST));
        assertThat(all(world, Decision.Refused.class)).hasSize(4);
        assertThat(world.path()).containsExactly("on_primary");
    }

    @Test
    void operatorsAreLimitedToo() {
        World world = world(Mode.AUTOMATIC);
        for (int i = 0; i < 20; i++) {
            world.tell(failover(EAST));
            world.run(SECOND);
            world.tell(new Input.Failback("ann", "back"));
            world.run(SECOND);
        }
        assertThat(world.transitions().stream().filter(t -> t.reason() == Reason.OPERATOR))
                .hasSizeBetween(7, 10);
        assertThat(world.state().name()).isNotEqualTo(Name.FAILING_BACK);
        assertThat(all(world, Decision.Refused.class)).isNotEmpty();
    }

    private static Input.Drill drill(Optional<RegionName> region, int percent, Duration lasts) {
        return new Input.Drill(region, percent, lasts, 5, "ann", "exercise");
    }

    private static Refusal.Kind refused(World world, Input.Order order) {
        world.tell(order);
        List<Decision.Refused> refused = all(world, Decision.Refused.class);
        Decision.Refused last = refused.get(refused.size() - 1);
        assertThat(last.order()).isEqualTo(order);
        assertThat(last.because().sentence()).isNotBlank();
        return last.because().kind();
    }

    @Test
    void everyOrderThatCannotBeObeyedHasItsRefusal() {
        RegionName idle = new RegionName("idle-1");
        Topology topology =
                new Topology(World.region(WEST), List.of(World.region(EAST), new Region(idle, false, World.PLANES)));
        World world = new World(topology, Policy.defaults());
        assertThat(refused(world, failover(EAST))).isEqualTo(Refusal.Kind.STARTING);
        world.traffic(20, 10).run(SECOND.multipliedBy(3));

        assertThat(refused(world, failover(new RegionName("mars")))).isEqualTo(Refusal.Kind.UNKNOWN_REGION);
        assertThat(refused(world, failover(idle))).isEqualTo(Refusal.Kind.INACTIVE_REGION);
        assertThat(refused(world, failover(WEST))).isEqualTo(Refusal.Kind.WRONG_STATE);
        assertThat(refused(world, new Input.Failback("ann", "now"))).isEqualTo(Refusal.Kind.WRONG_STATE);
        assertThat(refused(world, new Input.Release("ann", "now"))).isEqualTo(Refusal.Kind.NOT_HELD);
        assertThat(refused(world, new Input.EndDrill("ann", "now"))).isEqualTo(Refusal.Kind.WRONG_STATE);
        assertThat(refused(world, drill(Optional.of(idle), 5, SECOND))).isEqualTo(Refusal.Kind.INACTIVE_REGION);
        assertThat(refused(world, drill(Optional.of(WEST), 5, SECOND))).isEqualTo(Refusal.Kind.WRONG_STATE);
        assertThat(refused(world, drill(Optional.empty(), 101, SECOND))).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refused(world, drill(Optional.empty(), 5, Duration.ZERO))).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refused(world, hold(Optional.of(SECOND.negated())))).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refused(world, new Input.Hold(" ", "why", Optional.empty()))).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refused(world, new Input.Hold("ann", "x".repeat(501), Optional.empty())))
                .isEqualTo(Refusal.Kind.MALFORMED);
        world.kill(EAST).run(SECOND.multipliedBy(3));
        assertThat(refused(world, failover(EAST))).isEqualTo(Refusal.Kind.NOT_USABLE);
        assertThat(refused(world, drill(Optional.empty(), 5, SECOND))).isEqualTo(Refusal.Kind.NOT_USABLE);
        world.tell(hold(Optional.empty()));
        assertThat(refused(world, failover(EAST))).isEqualTo(Refusal.Kind.HELD);
        assertThat(refused(world, drill(Optional.empty(), 5, SECOND))).isEqualTo(Refusal.Kind.HELD);
        assertThat(world.path()).containsExactly("on_primary");
    }

    @Test
    void anOrderCarriesARecommendationOut() {
        World world = world(Mode.ADVISORY).kill(WEST).run(SECOND.multipliedBy(5));
        Overview.Advice advice = world.controller()
                .overview(world.now())
                .recommendation()
                .orElseThrow()
                .what();
        assertThat(advice.order()).isEqualTo("failover us-east-1");
        world.tell(failover(EAST));
        assertThat(all(world, Decision.RecommendationEnded.class))
                .containsExactly(new Decision.RecommendationEnded(Ending.CARRIED_OUT));
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        assertThat(world.controller().overview(world.now()).recommendation()).isEmpty();
    }

    @Test
    void failoverForATimeReturnsByItselfEvenInManualMode() {
        World world = world(Mode.MANUAL);
        world.tell(new Input.Failover(EAST, "ann", "patching", Optional.of(SECOND.multipliedBy(90))));
        assertThat(world.untilState(Name.FAILING_BACK, SECOND.multipliedBy(100)))
                .isBetween(SECOND.multipliedBy(89), SECOND.multipliedBy(91));
        world.untilState(Name.ON_PRIMARY, SECOND.multipliedBy(45));
    }

    @Test
    void manualModeStaysOnALostRegionUntilOrdered() {
        World world = world(Mode.MANUAL);
        world.tell(failover(EAST));
        world.kill(EAST).run(SECOND.multipliedBy(30));
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        world.tell(new Input.Failback("ann", "the replica is gone"));
        assertThat(world.state().name()).as("at once, without steps").isEqualTo(Name.ON_PRIMARY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"ADVISORY", "MANUAL"})
    void noBlackoutWhereOnlyOrdersMove(Mode mode) {
        World world = world(mode).kill(WEST).kill(EAST).run(SECOND.multipliedBy(30));
        assertThat(world.path()).containsExactly("on_primary");
        assertThat(all(world, Decision.Recommended.class)).isEmpty();
        assertThat(world.view().publishesHealthy(WEST)).isTrue();
        world.heal(EAST).run(SECOND.multipliedBy(3));
        assertThat(all(world, Decision.Recommended.class)).hasSize(mode == Mode.ADVISORY ? 1 : 0);
    }

    @Test
    void drillSendsItsShareOfNewFlowsAndTellsWhatCameOfIt() {
        World world = world(Mode.AUTOMATIC);
        world.tell(drill(Optional.empty(), 20, SECOND.multipliedBy(30)));
        long flows = IntStream.range(0, 10_000)
                .filter(flow -> world.view().regionForNewFlow(flow).equals(EAST))
                .count();
        assertThat(flows).isBetween(1_800L, 2_200L);
        assertThat(world.view().writesAllowed()).isTrue();
        world.run(SECOND.multipliedBy(31));
        Decision.DrillEnded ended = all(world, Decision.DrillEnded.class).get(0);
        assertThat(ended.why()).isEqualTo(Drill.Ending.TIME_OVER);
        assertThat(ended.requests()).isBetween(60L, 200L);
        assertThat(ended.failures()).isZero();
        assertThat(ended.lasted()).isBetween(SECOND.multipliedBy(30), Duration.ofMillis(30_100));
        assertThat(world.view().drill()).isEmpty();
    }

    @Test
    void drillThatIsUnderWayIsTheOnlyOneAndCanBeEnded() {
        World world = world(Mode.MANUAL);
        world.tell(drill(Optional.of(EAST), 20, SECOND.multipliedBy(30)));
        assertThat(refused(world, drill(Optional.empty(), 5, SECOND))).isEqualTo(Refusal.Kind.WRONG_STATE);
        world.tell(new Input.EndDrill("bob", "enough"));
        assertThat(all(world, Decision.DrillEnded.class).get(0).why()).isEqualTo(Drill.Ending.ORDERED);
        assertThat(all(world, Decision.DrillEnded.class).get(0).order()).contains(new Input.EndDrill("bob", "enough"));
        assertThat(world.path()).containsExactly("on_primary");
    }
}
