package io.sallyport.failover;

import static io.sallyport.failover.Timelines.ON_EAST;
import static io.sallyport.failover.Timelines.assertTimeline;
import static io.sallyport.failover.Timelines.between;
import static io.sallyport.failover.Timelines.busy;
import static io.sallyport.failover.Timelines.failback;
import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The process ends in each state and goes on; clocks jump; somebody holds. Each with its whole timeline. */
class RestartTimelineTest {

    @Test
    void restartWhileStarting() {
        Simulation simulation =
                new Simulation(World.PAIR, Policy.defaults()).restart(0.01, 1).run(5);

        assertTimeline(simulation, between(1, 1.3, "on_primary"));
    }

    @Test
    void restartOnThePrimary() {
        Simulation simulation = busy().restart(5, 3).run(60);

        assertTimeline(simulation, between(8, 8.3, "on_primary"));
    }

    @Test
    void restartOnThePrimaryThatDiesMeanwhile() {
        Simulation simulation =
                busy().restart(5, 3).weather(6, WEST, Weather.refusing()).run(60);

        assertTimeline(simulation, between(8, 10, ON_EAST));
    }

    @Test
    void restartOnTheReplica() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .fair(10, WEST)
                .restart(40, 5)
                .run(140);

        // The stay goes on where it was; the primary has to prove itself to the new process for 30 s.
        assertTimeline(simulation, between(0.1, 0.5, ON_EAST), between(45, 45.3, ON_EAST), failback(75, 75.6));
    }

    @Test
    void restartWhileFailingBack() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .fair(10, WEST)
                .restart(75, 2)
                .run(200);

        // Resumes on the replica: a stay from the step on which it was broken off, and every step anew.
        assertTimeline(
                simulation,
                between(0.1, 0.5, ON_EAST),
                between(60, 61, "failing_back 5"),
                between(70, 71, "failing_back 25"),
                between(77, 77.3, ON_EAST),
                failback(130, 131.2));
    }

    @Test
    void orderedFailbackGoesOnAfterARestartThoughOnlyOrdersMove() {
        Simulation simulation = new Simulation(World.PAIR, World.policy(Policy.Mode.MANUAL)).with(200, 20);
        simulation
                .order(1, new Input.Failover(EAST, "ann", "maintenance", Optional.empty()))
                .order(20, new Input.Failback("ann", "done"))
                .restart(35, 2)
                .run(200);

        assertTimeline(
                simulation,
                between(1, 1, ON_EAST),
                between(20, 20, "failing_back 5"),
                between(30, 30.2, "failing_back 25"),
                between(37, 37.3, ON_EAST),
                failback(90, 92));
    }

    @Test
    void returnOfAFailoverForATimeSurvivesARestartThoughOnlyOrdersMove() {
        Simulation simulation = new Simulation(World.PAIR, World.policy(Policy.Mode.MANUAL)).with(200, 20);
        simulation
                .order(1, new Input.Failover(EAST, "ann", "maintenance", Optional.of(Duration.ofSeconds(60))))
                .restart(10, 2)
                .run(130);

        assertTimeline(simulation, between(1, 1, ON_EAST), between(12, 12.3, ON_EAST), failback(61, 61.3));
    }

    @Test
    void restartInABlackout() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .weather(0, EAST, Weather.refusing())
                .restart(20, 5)
                .fair(60, WEST)
                .run(100);

        // The new process doubts itself first: at its startup limit nothing is lost yet, and the primary is preferred.
        assertTimeline(
                simulation,
                between(5, 6, "blackout"),
                between(27, 27.2, "on_primary"),
                between(30, 31, "blackout"),
                between(60, 61, "on_primary"));
    }

    @Test
    void holdSurvivesARestart() {
        Simulation simulation = busy().order(1, new Input.Hold("ann", "release night", Optional.empty()))
                .restart(5, 3)
                .weather(20, WEST, Weather.refusing())
                .run(60);

        assertTimeline(simulation, between(1, 1, "Held"), between(8, 8.3, "on_primary"));
        assertThat(simulation.controller().hold()).isPresent();
    }

    /** The machine slept: nothing that was known is known any more, and nothing moves for it. */
    @Test
    void clockJumpsForwardOnThePrimary() {
        Simulation simulation = busy().stall(5, 3_600).run(3_700);

        assertTimeline(simulation);
    }

    @Test
    void clockJumpsForwardOnTheReplica() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .fair(10, WEST)
                .stall(20, 3_600)
                .run(3_720);

        // The stay is over, but the primary is proven only by 30 s of probes after the jump.
        assertTimeline(simulation, between(0.1, 0.5, ON_EAST), failback(3_650, 3_652.5));
    }

    @Test
    void holdDuringABlackout() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .weather(0, EAST, Weather.refusing())
                .order(10, new Input.Hold("ann", "call with the provider", Optional.of(Duration.ofSeconds(50))))
                .fair(30, EAST)
                .run(59);

        assertTimeline(simulation, between(5, 6, "blackout"), between(10, 10, "Held"));
        assertThat(simulation.view().serving())
                .as("requests still go where they succeed")
                .isEqualTo(EAST);
        simulation.run(70);
        assertTimeline(
                simulation,
                between(5, 6, "blackout"),
                between(10, 10, "Held"),
                between(60, 60.2, "Released"),
                between(60, 60.2, ON_EAST));
    }
}
