package io.sallyport.scenarios.drill;

import io.sallyport.scenarios.drill.Drill.Act;
import io.sallyport.scenarios.drill.Drill.Step;
import io.sallyport.scenarios.drill.load.Schedule;
import io.sallyport.scenarios.drill.load.Side;
import io.sallyport.scenarios.drill.result.Goals;
import java.time.Duration;
import java.util.List;

/** The catalogue. Rates and durations are fixed here, not chosen by a run. */
final class Drills {

    private static final Schedule BUSY = new Schedule(200);
    private static final Schedule QUIET = new Schedule(5);

    /** The first attempt's deadline of replay-safe work, the gateway's default {@code timeouts.attempt}. */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final Duration AFTER_REFUSED = Duration.ofMillis(20);
    private static final Duration AFTER_SILENCE = ATTEMPT.plusMillis(50);
    private static final Duration GRAY_BUSY = Duration.ofMillis(2_500);
    private static final Duration GRAY_QUIET = Duration.ofSeconds(10);

    private static final String SOME_ERRORS = "{\"mode\":\"error\",\"errorRate\":0.3}";
    /** Median one second, 99th percentile five: more than a quarter of the answers is slower than the gateway's 1.5 s. */
    private static final String SLOW = "{\"mode\":\"slow\",\"latencyMs\":1000,\"latencyP99Ms\":5000}";

    private Drills() {}

    static List<Drill> all() {
        return List.of(
                killed(),
                faulty("refuse", mode("refuse"), Goals.failover().firstSuccessWithin(AFTER_REFUSED)),
                faulty("unreachable", mode("unreachable"), Goals.failover()),
                faulty("blackhole", mode("blackhole"), noneFails().firstSuccessWithin(AFTER_SILENCE)),
                faulty("reset", mode("reset"), noneFails()),
                faulty("error", mode("error"), noneFails()),
                faulty("errors-30", SOME_ERRORS, Goals.failover().switchedWithin(GRAY_BUSY)),
                faulty("slow", SLOW, Goals.failover().switchedWithin(GRAY_BUSY)),
                faulty("throttle", mode("throttle"), Goals.stay()),
                replicaDies(),
                quiet("errors-30-quiet", SOME_ERRORS),
                quiet("slow-quiet", SLOW));
    }

    /** The gateway's first outage, which is not counted: it meets code that never ran. */
    static Drill first() {
        Timeline brief = new Timeline(
                Duration.ofSeconds(2), Duration.ofSeconds(3), Timeline.BUSY.comeback(), Duration.ofSeconds(2));
        return new Drill(
                "first",
                BUSY,
                brief,
                List.of(),
                Side.PRIMARY,
                put(Side.PRIMARY, mode("refuse")),
                put(Side.PRIMARY, mode("none")),
                Goals.failover());
    }

    private static Goals noneFails() {
        return Goals.failover().withoutFailure();
    }

    private static Drill killed() {
        return new Drill(
                "kill",
                BUSY,
                Timeline.BUSY,
                List.of(),
                Side.PRIMARY,
                ground -> ground.region(Side.PRIMARY).kill(),
                ground -> ground.region(Side.PRIMARY).restart(),
                noneFails().firstSuccessWithin(AFTER_REFUSED));
    }

    private static Drill faulty(String name, String fault, Goals goals) {
        return new Drill(
                name,
                BUSY,
                Timeline.BUSY,
                List.of(),
                Side.PRIMARY,
                put(Side.PRIMARY, fault),
                put(Side.PRIMARY, mode("none")),
                goals);
    }

    private static Drill quiet(String name, String fault) {
        return new Drill(
                name,
                QUIET,
                Timeline.QUIET,
                List.of(),
                Side.PRIMARY,
                put(Side.PRIMARY, fault),
                put(Side.PRIMARY, mode("none")),
                Goals.failover().switchedWithin(GRAY_QUIET));
    }

    /** The primary dies, comes back, and before the gateway fails back its replica dies. */
    private static Drill replicaDies() {
        Timeline longer = new Timeline(
                Timeline.BUSY.steady().plusSeconds(3),
                Timeline.BUSY.outage(),
                Timeline.BUSY.comeback(),
                Timeline.BUSY.after());
        return new Drill(
                "replica-dies",
                BUSY,
                longer,
                List.of(
                        new Step(Duration.ofSeconds(3), put(Side.PRIMARY, mode("refuse"))),
                        new Step(Duration.ofMillis(5_500), put(Side.PRIMARY, mode("none")))),
                Side.REPLICA,
                put(Side.REPLICA, mode("refuse")),
                put(Side.REPLICA, mode("none")),
                Goals.left().switchedWithin(GRAY_BUSY));
    }

    private static Act put(Side side, String fault) {
        return ground -> ground.region(side).fault(fault);
    }

    private static String mode(String mode) {
        return "{\"mode\":\"" + mode + "\"}";
    }
}
