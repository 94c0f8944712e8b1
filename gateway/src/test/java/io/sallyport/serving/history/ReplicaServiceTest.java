package io.sallyport.serving.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.serving.history.DecisionRecord.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplicaServiceTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final String WEST = "us-west-2";
    private static final String EAST = "us-east-1";
    private static final String NORTH = "eu-north-1";

    private ReplicaService service = ReplicaService.NEVER;

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private void decided(long second, Kind kind, String to, String region) {
        service = service.after(
                new DecisionRecord(at(second), kind, "controller", "", "", to, region, 0, "", "", 0, null));
    }

    private void moved(long second, String to, String region) {
        decided(second, Kind.TRANSITION, to, region);
    }

    private void assertServed(long second, String region) {
        assertThat(service.at(at(second))).isEqualTo(new RegionName(region));
    }

    private void assertNoneServed(long second) {
        assertThat(service.at(at(second))).isNull();
    }

    @Test
    void aReplicaServesFromTheMoveToItUntilTheFailbackIsOver() {
        moved(0, "on_primary", WEST);
        assertThat(service.isNever()).isTrue();

        moved(100, "on_replica", EAST);
        moved(200, "failing_back", EAST);
        moved(210, "failing_back", EAST);
        moved(220, "on_primary", WEST);

        assertThat(service.isNever()).isFalse();
        assertNoneServed(100 - ReplicaService.TOLERANCE_SECONDS - 1);
        assertServed(100 - ReplicaService.TOLERANCE_SECONDS, EAST);
        assertServed(205, EAST);
        assertServed(220 + ReplicaService.TOLERANCE_SECONDS, EAST);
        assertNoneServed(220 + ReplicaService.TOLERANCE_SECONDS + 1);
    }

    @Test
    void itServesStillWhileNothingElseIsOnRecord() {
        moved(0, "on_replica", EAST);

        assertServed(1_000_000, EAST);
        assertNoneServed(-100);
    }

    @Test
    void anotherReplicaServesFromThenOn() {
        moved(0, "on_replica", EAST);
        moved(100, "on_replica", NORTH);
        moved(200, "on_primary", WEST);

        assertServed(50, EAST);
        assertServed(150, NORTH);
        assertNoneServed(300);
    }

    @Test
    void aBlackoutAndARestartAtTheReplicaDoNotEndIt() {
        moved(0, "on_replica", EAST);
        moved(100, "blackout", EAST);
        moved(200, "on_replica", EAST);
        moved(300, "blackout", WEST);

        assertServed(150, EAST);
        assertServed(250, EAST);
        assertNoneServed(400);
    }

    @Test
    void onlyMovesAndDrillsCount() {
        decided(0, Kind.RECOMMENDED, "on_replica", EAST);
        decided(0, Kind.LIMITED, "on_replica", EAST);

        assertThat(service.isNever()).isTrue();
    }

    @Test
    void aDrillsReplicaServesWhileItLasts() {
        decided(0, Kind.DRILL_BEGAN, "", EAST);
        decided(100, Kind.DRILL_ENDED, "", EAST);

        assertServed(50, EAST);
        assertNoneServed(150);
    }

    @Test
    void aMoveEndsADrillAndTheDrillsEndDoesNotEndTheMove() {
        decided(0, Kind.DRILL_BEGAN, "", EAST);
        moved(100, "on_replica", EAST);
        decided(100, Kind.DRILL_ENDED, "", EAST);

        assertServed(50, EAST);
        assertServed(200, EAST);
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        moved(0, "on_replica", EAST);
        moved(100, "on_primary", WEST);
        moved(1_000, "on_replica", EAST);
        Instant justRemembered = at(100).plus(ReplicaService.OLDEST);

        assertThat(service.remembered(justRemembered)).isSameAs(service);
        service = service.remembered(justRemembered.plusSeconds(1));

        assertNoneServed(50);
        assertServed(1_000, EAST);
    }

    @Test
    void noMoreAreKeptThanTheLast() {
        for (int i = 0; i <= ReplicaService.MOST; i++) {
            moved(100L * i, "on_replica", EAST);
            moved(100L * i + 50, "on_primary", WEST);
        }

        assertNoneServed(25);
        assertServed(125, EAST);
        assertServed(100L * ReplicaService.MOST, EAST);
    }
}
