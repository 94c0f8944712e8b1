package io.sallyport.scenarios.drill.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.scenarios.drill.load.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseTest {

    private static final Course FAILOVER = new Course(
            Side.PRIMARY,
            100,
            500,
            1_000,
            List.of(
                    new Sighting(0, "on_primary", Side.PRIMARY, 1.5),
                    new Sighting(150, "on_replica", Side.REPLICA, 1.75),
                    new Sighting(600, "failing_back", Side.REPLICA, 1.75),
                    new Sighting(800, "on_primary", Side.PRIMARY, 1.75)),
            List.of(50L, 150L, 300L, 600L, 800L, 1_100L));

    @ParameterizedTest
    @CsvSource({
        "0,STEADY",
        "99,STEADY",
        "100,OUTAGE",
        "499,OUTAGE",
        "500,RECOVERY",
        "599,RECOVERY",
        "600,FAILBACK",
        "799,FAILBACK",
        "800,AFTER",
        "2000,AFTER"
    })
    void aRequestBelongsToThePhaseInWhichItWasDue(long due, Phase phase) {
        assertThat(FAILOVER.phaseOf(due)).isEqualTo(phase);
    }

    @Test
    void theSwitchAndTheWayBackAreWhenTheyWereSeen() {
        assertThat(FAILOVER.switchedNanos()).hasValue(150);
        assertThat(FAILOVER.backNanos()).hasValue(800);
        assertThat(FAILOVER.detectionSeconds()).isEqualTo(0.25);
    }

    @Test
    void aFailbackIsOneThatWasSeen() {
        Course straight = new Course(
                Side.PRIMARY,
                100,
                500,
                1_000,
                List.of(
                        new Sighting(0, "failing_back", Side.REPLICA, 0),
                        new Sighting(50, "on_primary", Side.PRIMARY, 0),
                        new Sighting(150, "on_replica", Side.REPLICA, 0),
                        new Sighting(400, "on_primary", Side.PRIMARY, 0)),
                List.of());

        assertThat(FAILOVER.failedBackNanos()).hasValue(800);
        assertThat(straight.failedBackNanos()).isEmpty();
    }

    @Test
    void theLongestGapIsThatBetweenTwoLooksOrBeforeTheEnd() {
        Course unseen = new Course(Side.PRIMARY, 100, 500, 1_000, List.of(), List.of(50L));

        assertThat(FAILOVER.longestGapNanos()).isEqualTo(300);
        assertThat(unseen.longestGapNanos()).isEqualTo(900);
    }

    @Test
    void aRegionThatIsNeverLeftNeedsNoWayBack() {
        Course stayed = new Course(
                Side.PRIMARY, 100, 500, 1_000, List.of(new Sighting(0, "on_primary", Side.PRIMARY, 0)), List.of());

        assertThat(stayed.switchedNanos()).isEmpty();
        assertThat(stayed.backNanos()).hasValue(500);
        assertThat(stayed.phaseOf(500)).isEqualTo(Phase.AFTER);
        assertThat(stayed.detectionSeconds()).isZero();
    }

    @Test
    void aFailbackThatNeverEndsLeavesEverythingInRecovery() {
        Course stuck = new Course(
                Side.PRIMARY,
                100,
                500,
                1_000,
                List.of(
                        new Sighting(0, "on_primary", Side.PRIMARY, 0),
                        new Sighting(150, "on_replica", Side.REPLICA, 0)),
                List.of());

        assertThat(stuck.backNanos()).isEmpty();
        assertThat(stuck.phaseOf(999)).isEqualTo(Phase.RECOVERY);
    }

    @Test
    void theFaultOfARegionThatWasLeftBeforeShowsNothing() {
        Course left = new Course(
                Side.PRIMARY,
                100,
                500,
                1_000,
                List.of(
                        new Sighting(0, "on_primary", Side.PRIMARY, 0),
                        new Sighting(99, "on_replica", Side.REPLICA, 0)),
                List.of());

        assertThat(left.hitTheServingRegion()).isFalse();
        assertThat(FAILOVER.hitTheServingRegion()).isTrue();
    }

    @Test
    void aBlackoutIsNoSwitch() {
        Course dark = new Course(
                Side.PRIMARY,
                100,
                500,
                1_000,
                List.of(new Sighting(0, "on_primary", Side.PRIMARY, 0), new Sighting(150, "blackout", Side.REPLICA, 0)),
                List.of());

        assertThat(dark.switchedNanos()).isEmpty();
    }
}
