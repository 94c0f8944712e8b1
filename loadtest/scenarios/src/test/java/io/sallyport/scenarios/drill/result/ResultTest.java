package io.sallyport.scenarios.drill.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static final Latency NONE = new Latency(0, 0, 0, 0);

    @Test
    void everythingWithinItsTargetPasses() {
        Goals goals = Goals.failover()
                .withoutFailure()
                .firstSuccessWithin(Duration.ofMillis(20))
                .switchedWithin(Duration.ofMillis(2_500));

        List<Verdict> verdicts = result(goals, figures(0, 20, 2.5, 0, 0)).verdicts();

        assertThat(verdicts).hasSize(7).allMatch(Verdict::isReached);
        assertThat(result(Goals.left(), figures(0, 20, 2.5, 0, 0)).verdicts())
                .hasSize(1)
                .allMatch(Verdict::isReached);
    }

    @Test
    void everythingBeyondItsTargetMisses() {
        Goals goals = Goals.failover()
                .withoutFailure()
                .firstSuccessWithin(Duration.ofMillis(20))
                .switchedWithin(Duration.ofMillis(2_500));

        List<Verdict> verdicts = result(goals, figures(1, 20.1, 2.51, 1, 1)).verdicts();

        assertThat(verdicts)
                .filteredOn(verdict -> !verdict.isReached())
                .extracting(Verdict::target)
                .containsExactly(
                        "0 failed replay-safe requests",
                        "first success on the other region <= 20 ms",
                        "the region is left <= 2.5 s",
                        "failback loses 0 requests",
                        "no running login is cut by the failback",
                        "sessions born on the replica live on");
    }

    @Test
    void whatNeverHappenedIsAMiss() {
        Goals goals = Goals.failover().firstSuccessWithin(Duration.ofMillis(20)).switchedWithin(Duration.ofSeconds(10));
        Figures nothing = figures(0, Optional.empty(), OptionalDouble.empty(), 0, 0, NONE);

        List<Verdict> verdicts = result(goals, nothing).verdicts();

        assertThat(verdicts)
                .filteredOn(verdict -> !verdict.isReached())
                .extracting(Verdict::measured)
                .containsExactly("never", "never", "no failback", "0 cut");
    }

    @Test
    void aBusyRegionIsToBeKept() {
        Figures stayed = figures(9, Optional.empty(), OptionalDouble.empty(), 0, 0, NONE);

        assertThat(result(Goals.stay(), stayed).verdicts()).allMatch(Verdict::isReached);
        assertThat(result(Goals.stay(), figures(9, 1, 1, 0, 0)).verdicts())
                .filteredOn(verdict -> !verdict.isReached())
                .extracting(Verdict::measured)
                .containsExactly("left");
    }

    @Test
    void nothingIsNoSuccess() {
        Tally none = new Tally(0, 0, Map.of());
        RollCall nobody = new RollCall(0, 0);
        Figures empty = new Figures(
                true,
                none,
                none,
                none,
                new Logins(0, 0, 0, 0, Map.of()),
                Optional.empty(),
                NONE,
                OptionalDouble.of(1),
                0,
                none,
                true,
                none,
                0,
                nobody,
                nobody,
                Map.of(),
                NONE,
                new Coverage(0, 0, 0));

        assertThat(Stream.of(Goals.failover().withoutFailure(), Goals.left())
                        .flatMap(goals -> result(goals, empty).verdicts().stream()))
                .hasSize(6)
                .noneMatch(Verdict::isReached)
                .extracting(Verdict::measured)
                .containsOnly("none");
        assertThat(result(Goals.stay(), empty).verdicts())
                .filteredOn(verdict -> verdict.target().contains("throttles"))
                .noneMatch(Verdict::isReached);
        assertThat(result(Goals.failover(), empty).isValid()).isFalse();
    }

    @Test
    void aDrillThatDoesNotComeBackIsNotValid() {
        Figures figures = figures(
                0, Optional.empty(), OptionalDouble.empty(), 0, 0, new Latency(100, 0.1, Result.LATEST_MILLIS, 40));

        assertThat(new Result("some", 200, false, false, Goals.failover(), figures).objections())
                .containsExactly("the gateway did not come back to the primary");
    }

    @Test
    void aLateGeneratorMakesNoValidDrill() {
        Figures late = figures(
                0,
                Optional.empty(),
                OptionalDouble.empty(),
                0,
                0,
                new Latency(100, 0.1, Result.LATEST_MILLIS + 0.1, 40));
        Figures onTime = figures(
                0, Optional.empty(), OptionalDouble.empty(), 0, 0, new Latency(100, 0.1, Result.LATEST_MILLIS, 40));

        assertThat(result(Goals.stay(), late).isValid()).isFalse();
        assertThat(result(Goals.stay(), onTime).isValid()).isTrue();
    }

    @Test
    void route53TakesThreeChecksAndATimeToLive() {
        assertThat(Route53.seconds()).isEqualTo(90);
        assertThat(Route53.requests(200)).isEqualTo(18_000);
    }

    private static Result result(Goals goals, Figures figures) {
        return new Result("some", 200, false, true, goals, figures);
    }

    private static Figures figures(int failed, double firstMillis, double switchedSeconds, int lost, int cut) {
        return figures(
                failed,
                Optional.of(new FirstSuccess(firstMillis, firstMillis)),
                OptionalDouble.of(switchedSeconds),
                lost,
                cut,
                NONE);
    }

    private static Figures figures(
            int failed, Optional<FirstSuccess> first, OptionalDouble switched, int lost, int cut, Latency lateness) {
        return new Figures(
                true,
                tally(0),
                tally(failed),
                tally(0),
                new Logins(10, 0, cut, 0, Map.of()),
                first,
                NONE,
                switched,
                0,
                tally(lost),
                true,
                tally(failed),
                7,
                new RollCall(3, 3),
                new RollCall(2 - lost, 2),
                Map.of(),
                lateness,
                new Coverage(100, 100, 0.2));
    }

    private static Tally tally(int failed) {
        return new Tally(failed, 100, Map.of());
    }
}
