package io.sallyport.failover;

import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.EUROPE;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A failback waits for revocations that the primary has to hear of, and not for ever. In virtual time. */
class ReplayingTest {

    private static final Duration STAY = Policy.defaults().minimumStay();
    private static final Duration PATIENCE = Policy.defaults().replayPatience();
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);

    private static World onReplica() {
        World world = World.pair().traffic(200, 20);
        world.untilState(Name.ON_PRIMARY, MOMENT);
        world.run(Duration.ofSeconds(5)).kill(WEST);
        world.untilState(Name.ON_REPLICA, MOMENT);
        world.heal(WEST);
        return world;
    }

    private static void replaying(World world, boolean isPending) {
        world.tell(new Input.Replaying(isPending));
    }

    @Test
    void failbackBeginsWhenTheLastOneIsThrough() {
        World world = onReplica();
        replaying(world, true);

        world.run(STAY.plus(Duration.ofSeconds(30)));
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        assertThat(world.controller().isReplaying()).isTrue();

        replaying(world, false);
        assertThat(world.untilState(Name.FAILING_BACK, MOMENT)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void itWaitsNoLongerThanItsPatience() {
        World world = onReplica();
        replaying(world, true);

        Duration waited = world.untilState(Name.FAILING_BACK, LONG);

        assertThat(waited)
                .isBetween(
                        STAY.plus(PATIENCE).minus(MOMENT), STAY.plus(PATIENCE).plus(MOMENT));
    }

    @Test
    void patienceBeginsWhenThePrimaryIsHealthyAgain() {
        World world = onReplica().kill(WEST);
        replaying(world, true);
        world.run(Duration.ofMinutes(5)).heal(WEST);

        Duration waited = world.untilState(Name.FAILING_BACK, LONG);

        Duration due = Policy.defaults().recoveryWindow().plus(PATIENCE);
        assertThat(waited).isBetween(due, due.plus(MOMENT));
    }

    @Test
    void withoutAnyNothingIsWaitedFor() {
        World world = onReplica();

        assertThat(world.untilState(Name.FAILING_BACK, LONG)).isBetween(STAY.minus(MOMENT), STAY.plus(MOMENT));
    }

    @Test
    void whatComesWhileFailingBackStopsNoStep() {
        World world = onReplica();
        world.untilState(Name.FAILING_BACK, LONG);
        replaying(world, true);

        assertThat(world.untilState(Name.ON_PRIMARY, Duration.ofSeconds(60))).isLessThan(Duration.ofSeconds(42));
    }

    @Test
    void aLostReplicaIsLeftAllTheSame() {
        World world = onReplica().run(Duration.ofSeconds(20));
        replaying(world, true);

        world.kill(EAST);

        assertThat(world.untilState(Name.ON_PRIMARY, MOMENT)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void anotherReplicaIsNoFailback() {
        World world = new World(
                new Topology(World.region(WEST), List.of(World.region(EAST), World.region(EUROPE))), Policy.defaults());
        world.untilState(Name.ON_PRIMARY, MOMENT);
        world.run(Duration.ofSeconds(5)).kill(WEST);
        world.untilState(Name.ON_REPLICA, MOMENT);
        replaying(world, true);

        world.kill(EAST);
        world.until(() -> world.state().serving().equals(EUROPE), MOMENT);

        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
    }

    @Test
    void anOrderedFailbackIsRefusedAsLong() {
        World world = onReplica().run(Duration.ofSeconds(5));
        replaying(world, true);
        Input.Failback order = new Input.Failback("ada", "now");

        assertThat(world.controller().refusal(order, world.now()))
                .map(Refusal::kind)
                .contains(Refusal.Kind.REPLAYS_PENDING);
        replaying(world, false);
        assertThat(world.controller().refusal(order, world.now())).isEmpty();

        World longer = onReplica().kill(EUROPE);
        replaying(longer, true);
        longer.tell(new Input.Hold("ada", "looks", Optional.of(PATIENCE)));
        longer.run(PATIENCE.plus(MOMENT));
        assertThat(longer.controller().refusal(order, longer.now())).isEmpty();
    }

    @Test
    void aTimedFailoverEndsAfterThemToo() {
        World world = World.pair();
        world.untilState(Name.ON_PRIMARY, MOMENT);
        world.run(Duration.ofSeconds(40));
        world.tell(new Input.Failover(EAST, "ada", "works", Optional.of(Duration.ofSeconds(10))));
        replaying(world, true);

        Duration waited = world.untilState(Name.FAILING_BACK, LONG);

        assertThat(waited).isBetween(PATIENCE.plusSeconds(9), PATIENCE.plusSeconds(12));
    }
}
