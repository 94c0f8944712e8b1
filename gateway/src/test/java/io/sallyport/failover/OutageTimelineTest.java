package io.sallyport.failover;

import static io.sallyport.failover.Timelines.ON_EAST;
import static io.sallyport.failover.Timelines.assertTimeline;
import static io.sallyport.failover.Timelines.between;
import static io.sallyport.failover.Timelines.busy;
import static io.sallyport.failover.Timelines.failback;
import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.EUROPE;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.operation.Plane;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of outage, each with its whole timeline. The defaults of the contract throughout: a stay of 60 s, a healthy
 * primary for 30 s, steps of 10 s.
 */
class OutageTimelineTest {

    @Test
    void hardKill() {
        Simulation simulation =
                busy().weather(0, WEST, Weather.refusing()).fair(20, WEST).run(130);

        assertTimeline(simulation, between(0.1, 0.5, ON_EAST), failback(60, 60.6));
        assertThat(simulation.traffic().failed()).isZero();
        assertThat(simulation.traffic().succeededElsewhere()).isPositive();
    }

    @Test
    void blackhole() {
        Simulation simulation =
                busy().weather(0, WEST, Weather.blackhole()).fair(20, WEST).run(130);

        // A probe fails after its 1 s; two more were sent meanwhile, where anything made the plane suspect.
        assertTimeline(simulation, between(1, 3.2, ON_EAST), failback(61, 63.5));
    }

    @Test
    void unreachable() {
        Simulation simulation =
                busy().weather(0, WEST, Weather.unreachable()).fair(20, WEST).run(130);

        assertTimeline(simulation, between(0.5, 1.1, ON_EAST), failback(60.5, 61.2));
        assertThat(simulation.traffic().failed()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"200, 20, 2.5", "5, 20, 10"})
    void thirtyPercentErrors(int perSecond, int clients, double limit) {
        Simulation simulation = Simulation.of(perSecond, clients)
                .weather(0, WEST, Weather.errors(0.3))
                .fair(20, WEST)
                .run(140);

        assertTimeline(simulation, between(0.1, limit, ON_EAST), failback(60, 60 + limit + 0.5));
    }

    /** 100 ms more every second: from 1 s on, at 10 s, probes time out; from 1.5 s on token answers count as slow. */
    @ParameterizedTest
    @CsvSource({"200, 20", "5, 20"})
    void slowDriftToSeconds(int perSecond, int clients) {
        Simulation simulation = Simulation.of(perSecond, clients)
                .weather(0, WEST, Weather.slow(now -> (int) (now / 10)))
                .fair(40, WEST)
                .run(150);

        assertTimeline(simulation, between(11, 13.5, ON_EAST), failback(71, 74));
    }

    /** Answers in seconds, all at once, to probes too. */
    @ParameterizedTest
    @CsvSource({"200, 2.5", "5, 10"})
    void grayFailureInSeconds(int perSecond, double limit) {
        Simulation simulation = Simulation.of(perSecond, 20)
                .weather(0, WEST, Weather.slow(now -> 3_500))
                .fair(20, WEST)
                .run(140);

        assertTimeline(simulation, between(1, limit, ON_EAST), failback(61, 60 + limit + 0.5));
    }

    /** Its probes are good and nine of ten requests too: too much to lose it, too little to go back to it. */
    @Test
    void failbackToATenthOfABlackHoleIsBrokenOff() {
        Simulation simulation = Simulation.of(2_000, 20)
                .order(1, new Input.Failover(EAST, "ann", "maintenance", Optional.empty()))
                .weather(2, WEST, Weather.swallowing(0.1))
                .order(20, new Input.Failback("ann", "done"))
                .run(65);

        // Half of what fails does so after 10 s only.
        assertTimeline(
                simulation,
                between(1, 1, ON_EAST),
                between(20, 20, "failing_back 5"),
                between(30, 30.2, "failing_back 25"),
                between(30, 41, ON_EAST));
    }

    /** Cut off for a moment: what is sent anew fails at once, what is sent on open connections waits, which is no answer. */
    @ParameterizedTest
    @ValueSource(doubles = {2, 3, 4})
    void gatewayCutOffWhileRequestsWait(double seconds) {
        Weather cutOff = asked -> (asked.isProbe() ? Weather.refusing() : Weather.blackhole()).to(asked);
        Simulation simulation = Simulation.of(10, 10)
                .weather(0, WEST, cutOff)
                .weather(0, EAST, cutOff)
                .fair(seconds, WEST)
                .fair(seconds, EAST)
                .run(60);

        assertTimeline(simulation);
    }

    /** Never well for 30 s: it is left once, and stays left for as long as it flaps. */
    @Test
    void flappingEverySevenSeconds() {
        Simulation simulation = busy();
        for (int i = 0; i < 20; i++) {
            simulation.weather(i * 14, WEST, Weather.refusing()).fair(i * 14 + 7, WEST);
        }
        simulation.run(380);

        // The last flap ends at 273 s; 30 s after the first good probe from then on the way back begins.
        assertTimeline(simulation, between(0.1, 0.5, ON_EAST), failback(303, 304.3));
    }

    /** Well for long enough each time to be believed: doubling stays, and never more than ten transitions an hour. */
    @Test
    void flappingSlowly() {
        Simulation simulation = Simulation.of(5, 5);
        for (int i = 0; i < 36; i++) {
            simulation.weather(i * 100, WEST, Weather.refusing()).fair(i * 100 + 7, WEST);
        }
        simulation.run(3_600);

        long moves = simulation.timeline().stream()
                .filter(happened -> happened.what().equals("on_primary")
                        || happened.what().equals(ON_EAST)
                        || happened.what().equals("failing_back 5"))
                .count();
        assertThat(moves).as("%s", simulation.timeline()).isBetween(3L, 10L);
    }

    @Test
    void bothDown() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .weather(0, EAST, Weather.refusing())
                .fair(60, EAST)
                .fair(90, WEST)
                .run(170);

        // For 5 s the gateway suspects itself; then three failed probes.
        assertTimeline(simulation, between(5, 6, "blackout"), between(60, 61, ON_EAST), failback(120, 121.5));
    }

    @Test
    void onePlaneOnly() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing().on(Plane.LOGIN))
                .fair(20, WEST)
                .run(130);

        assertTimeline(simulation, between(0.1, 0.5, ON_EAST), failback(60, 60.6));
    }

    @Test
    void jwksOnly() {
        Simulation simulation =
                busy().weather(0, WEST, Weather.refusing().on(Plane.KEYS)).run(120);

        assertTimeline(simulation);
        assertThat(simulation.view().usable()).contains(WEST);
    }

    @Test
    void replicaBadWhilePrimaryDies() {
        Simulation simulation = busy().weather(0, EAST, Weather.refusing())
                .weather(20, WEST, Weather.refusing())
                .fair(50, WEST)
                .run(120);

        // Nowhere to go: the blackout keeps the requests where the last success was, and ends where it began.
        assertTimeline(simulation, between(20, 27, "blackout"), between(50, 51, "on_primary"));
    }

    @Test
    void replicaBadWhilePrimaryDiesAndAnotherIsThere() {
        Simulation simulation = new Simulation(
                        new Topology(World.region(WEST), List.of(World.region(EAST), World.region(EUROPE))),
                        Policy.defaults())
                .with(200, 20)
                .weather(0, EAST, Weather.refusing())
                .weather(20, WEST, Weather.refusing())
                .fair(40, EAST)
                .fair(40, WEST)
                .run(150);

        assertTimeline(simulation, between(20.1, 20.6, "on_replica eu-west-1"), failback(80, 80.7));
    }

    @Test
    void replicaDiesWhileServing() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .fair(10, WEST)
                .weather(30, EAST, Weather.refusing())
                .run(120);

        // The stay is waived, and so are the steps.
        assertTimeline(simulation, between(0.1, 0.5, ON_EAST), between(30.1, 31, "on_primary"));
    }

    @Test
    void replicaDiesDuringAFailback() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .fair(10, WEST)
                .weather(65, EAST, Weather.refusing())
                .run(120);

        assertTimeline(
                simulation,
                between(0.1, 0.5, ON_EAST),
                between(60, 61, "failing_back 5"),
                between(65.1, 66, "on_primary"));
    }

    @Test
    void primaryDiesAgainDuringAFailback() {
        Simulation simulation = busy().weather(0, WEST, Weather.refusing())
                .fair(10, WEST)
                .weather(75, WEST, Weather.refusing())
                .fair(85, WEST)
                .run(250);

        // The stay doubles.
        assertTimeline(
                simulation,
                between(0.1, 0.5, ON_EAST),
                between(60, 61, "failing_back 5"),
                between(70, 71, "failing_back 25"),
                between(75.1, 75.7, ON_EAST),
                failback(195, 196.2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 18})
    void poisonRequestsThatMakeServerErrors(int poisoners) {
        Simulation simulation =
                busy().weather(0, WEST, Weather.poisonedBy(poisoners)).run(120);

        assertTimeline(simulation);
        assertThat(simulation.view().usable()).contains(WEST);
    }

    @Test
    void gatewayIsolatedForAMoment() {
        Simulation simulation = busy().weather(0, WEST, Weather.unreachable())
                .weather(0, EAST, Weather.unreachable())
                .fair(4, WEST)
                .fair(4, EAST)
                .run(60);

        assertTimeline(simulation);
    }

    @Test
    void gatewayIsolatedForLong() {
        Simulation simulation = busy().weather(0, WEST, Weather.blackhole())
                .weather(0, EAST, Weather.blackhole())
                .fair(30, WEST)
                .fair(30, EAST)
                .run(120);

        // Never to the replica: all regions come back together.
        assertTimeline(simulation, between(5, 10, "blackout"), between(30, 32.5, "on_primary"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 3, 20})
    void eventLoopStalled(double lasts) {
        Simulation simulation = busy().stall(5, lasts).run(60);

        assertTimeline(simulation);
    }

    /** Nobody asks: probes alone find it. */
    @Test
    void oneRequestInTenSeconds() {
        Simulation simulation = Simulation.of(0.1, 1)
                .weather(0.3, WEST, Weather.refusing())
                .fair(20, WEST)
                .run(130);

        assertTimeline(simulation, between(0.5, 1.8, ON_EAST), failback(60.5, 62));
    }
}
