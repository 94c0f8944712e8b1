package io.sallyport.failover;

import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.Policy.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    void recommendationLapsesWithItsEvidenceOrItsTime() {
        World world = world(Mode.ADVISORY).kill(WEST).run(SECOND.multipliedBy(10));
        world.heal(WEST).run(SECOND.multipliedBy(5));
        assertThat(all(world, Decision.RecommendationEnded.class))
                .containsExactly(new Decision.RecommendationEnded(false));
        world.coarse().kill(WEST).run(Duration.ofMinutes(11));
        assertThat(all(world, Decision.RecommendationEnded.class)).contains(new Decision.RecommendationEnded(true));
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
        assertThat(all(inactive, Decision.Refused.class).get(0).because()).contains("inactive");

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
}
