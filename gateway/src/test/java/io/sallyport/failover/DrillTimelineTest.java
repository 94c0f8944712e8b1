package io.sallyport.failover;

import static io.sallyport.failover.Timelines.ON_EAST;
import static io.sallyport.failover.Timelines.assertTimeline;
import static io.sallyport.failover.Timelines.between;
import static io.sallyport.failover.Timelines.busy;
import static io.sallyport.failover.Timelines.failback;
import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Drills, on a quiet day and during an outage, each with its whole timeline. */
class DrillTimelineTest {

    private static Input.Drill drill(int percent, int seconds) {
        return new Input.Drill(Optional.empty(), percent, Duration.ofSeconds(seconds), 5, "ann", "exercise");
    }

    @Test
    void drillOnAQuietDay() {
        Simulation simulation = busy().order(1, drill(20, 60)).run(90);

        assertTimeline(simulation, between(1, 1, "DrillBegan"), between(61, 61.2, "drill ended TIME_OVER"));
        assertThat(simulation.view().drill()).isEmpty();
    }

    @Test
    void drillDuringAnOutageOfThePrimary() {
        Simulation simulation = busy().order(1, drill(20, 60))
                .weather(10, WEST, Weather.refusing())
                .fair(20, WEST)
                .order(40, drill(20, 60))
                .run(140);

        assertTimeline(
                simulation,
                between(1, 1, "DrillBegan"),
                between(10.1, 10.6, ON_EAST),
                between(10.1, 10.6, "drill ended TRANSITION"),
                between(40, 40, "Refused"),
                failback(70, 70.7));
    }

    @Test
    void drillDuringAnOutageOfTheReplica() {
        Simulation simulation = busy().order(1, drill(20, 60))
                .weather(10, EAST, Weather.refusing())
                .run(60);

        // Its failed requests are helped by the primary; probes find the replica lost.
        assertTimeline(simulation, between(1, 1, "DrillBegan"), between(10, 10.4, "drill ended REPLICA_LOST"));
        assertThat(simulation.view().state()).isEqualTo(Name.ON_PRIMARY);
    }

    @Test
    void drillWithErrorsAboveItsLimit() {
        Simulation simulation = busy().order(1, drill(20, 60))
                .weather(10, EAST, Weather.poisonedBy(5))
                .run(60);

        assertTimeline(simulation, between(1, 1, "DrillBegan"), between(10, 20, "drill ended ERRORS"));
    }

    /** Its timeouts end after they were overdue, and count as failures all the same. */
    @Test
    void drillAtAReplicaThatTimesOut() {
        Simulation simulation = Simulation.of(1_000, 20)
                .order(1, drill(50, 60))
                .weather(1, EAST, Weather.swallowing(0.1))
                .run(60);

        // A tenth is too little to lose it, and twice the drill's limit.
        assertTimeline(simulation, between(1, 1, "DrillBegan"), between(3, 15, "drill ended ERRORS"));
    }

    @Test
    void drillThatIsHeld() {
        Simulation simulation = busy().order(1, drill(20, 60))
                .order(10, new Input.Hold("bob", "incident call", Optional.empty()))
                .run(60);

        assertTimeline(
                simulation, between(1, 1, "DrillBegan"), between(10, 10, "Held"), between(10, 10, "drill ended HOLD"));
    }
}
