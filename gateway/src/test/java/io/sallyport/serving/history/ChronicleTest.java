package io.sallyport.serving.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.Assessment;
import io.sallyport.failover.Blackout;
import io.sallyport.failover.ControllerState;
import io.sallyport.failover.OnPrimary;
import io.sallyport.failover.OnReplica;
import io.sallyport.failover.PlaneHealth;
import io.sallyport.failover.Region;
import io.sallyport.failover.RegionHealth;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Starting;
import io.sallyport.failover.WindowReading;
import io.sallyport.metrics.RequestTotals;
import io.sallyport.operation.Plane;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lives of a gateway that end without a word. */
class ChronicleTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final long SECOND = 1_000_000_000L;

    private final List<OutageRecord> written = new ArrayList<>();
    private final List<DecisionRecord> decided = new ArrayList<>();

    /** One process: its own monotonic clock and counters, the wall and the disk of all. */
    private final class Life {
        private final Chronicle chronicle;
        private Instant now;
        private RequestTotals totals = RequestTotals.NONE;

        Life(Instant from) {
            now = from;
            History disk = new History() {
                @Override
                public Future<Kept> load() {
                    Map<Instant, OutageRecord> last = new LinkedHashMap<>();
                    written.forEach(outage -> last.put(outage.began(), outage));
                    return Future.succeededFuture(new Kept(decided, List.copyOf(last.values())));
                }

                @Override
                public void add(DecisionRecord decision) {
                    throw new AssertionError("nothing is decided here");
                }

                @Override
                public void add(OutageRecord outage) {
                    written.add(outage);
                }

                @Override
                public Future<Void> close() {
                    throw new AssertionError("it crashes");
                }
            };
            chronicle = new Chronicle(disk, () -> now, List.of(WEST, EAST), () -> totals);
            chronicle.recall().await();
        }

        void tick(Instant at, RegionName served, ControllerState state, boolean westLost, long failed) {
            now = at;
            totals = new RequestTotals(failed, 0, 0, 0);
            chronicle.tick(seen(westLost, nanos(at)), served, state, nanos(at));
        }

        private long nanos(Instant at) {
            return at.getEpochSecond() % 1_000 * SECOND;
        }
    }

    private static Assessment seen(boolean westLost, long since) {
        return new Assessment(List.of(health(WEST, westLost, since), health(EAST, false, since)), false, false, 0);
    }

    private static RegionHealth health(RegionName name, boolean isLost, long since) {
        PlaneHealth plane = new PlaneHealth(
                isLost ? PlaneHealth.Probe.BAD : PlaneHealth.Probe.GOOD,
                isLost ? PlaneHealth.Loss.PROBES : PlaneHealth.Loss.NONE,
                isLost,
                false,
                true,
                0,
                since,
                !isLost,
                0,
                WindowReading.empty());
        Region region = new Region(name, true, Set.of(Plane.LOGIN, Plane.TOKEN));
        return new RegionHealth(region, Map.of(Plane.LOGIN, plane, Plane.TOKEN, plane), 0, 0, true, 0);
    }

    private static ControllerState onReplica() {
        return new OnReplica(EAST, 0, 0);
    }

    private static ControllerState onPrimary() {
        return new OnPrimary(WEST, 0, false);
    }

    private void crashOnTheReplica() {
        Life first = new Life(START);
        first.tick(START, WEST, onPrimary(), false, 0);
        first.tick(START.plusSeconds(1), WEST, onReplica(), true, 5);
        for (int second = 2; second < 10; second++) {
            first.tick(START.plusSeconds(second), EAST, onReplica(), true, 5 + second);
        }
    }

    @Test
    void anOutageThatACrashCutsShortIsKnownAfterTheRestart() {
        crashOnTheReplica();

        Life second = new Life(START.plusSeconds(60));

        assertThat(second.chronicle.outages()).singleElement().satisfies(outage -> {
            assertThat(outage.finished()).isFalse();
            assertThat(outage.lost()).containsExactly("us-west-2");
            assertThat(outage.to()).isEqualTo("us-east-1");
        });
    }

    @Test
    void itIsWrittenWhenItTurnsAndNotAtEveryTick() {
        crashOnTheReplica();

        assertThat(written).hasSize(1);
    }

    @Test
    void itGoesOnWhereTheReplicaStillServesAndIsOneOutage() {
        crashOnTheReplica();
        OutageRecord left = written.get(0);

        Life second = new Life(START.plusSeconds(60));
        ControllerState starting = new Starting(EAST, 0, Optional.empty());
        second.tick(START.plusSeconds(60), EAST, starting, true, 0);
        second.tick(START.plusSeconds(61), EAST, onReplica(), true, 3);
        assertThat(second.chronicle.outage())
                .hasValueSatisfying(open -> assertThat(open.failed()).isEqualTo(left.failed() + 3));
        second.tick(START.plusSeconds(120), EAST, onPrimary(), false, 4);

        assertThat(second.chronicle.outage()).isEmpty();
        assertThat(second.chronicle.outages()).singleElement().satisfies(outage -> {
            assertThat(outage.finished()).isTrue();
            assertThat(outage.began()).isEqualTo(left.began());
            assertThat(outage.ended()).isEqualTo(START.plusSeconds(120));
            assertThat(outage.failed()).isEqualTo(left.failed() + 4);
        });
    }

    @Test
    void aBlackoutAtTheStartGoesOnWithItToo() {
        crashOnTheReplica();

        Life second = new Life(START.plusSeconds(60));
        second.tick(START.plusSeconds(60), EAST, new Blackout(EAST, 0), true, 0);

        assertThat(second.chronicle.outage()).hasValueSatisfying(open -> assertThat(open.began())
                .isEqualTo(written.get(0).began()));
    }

    @Test
    void whereThePrimaryServesAgainTheNextOutageIsAnotherOne() {
        crashOnTheReplica();

        Life second = new Life(START.plusSeconds(60));
        second.tick(START.plusSeconds(60), WEST, onPrimary(), false, 0);
        second.tick(START.plusSeconds(90), WEST, onReplica(), true, 1);

        assertThat(second.chronicle.outages()).singleElement().satisfies(outage -> assertThat(outage.finished())
                .isFalse());
        assertThat(second.chronicle.outage()).hasValueSatisfying(open -> assertThat(open.began())
                .isAfter(written.get(0).began()));
    }

    @Test
    void whenTheReplicaServedIsKnownAfterARestartAndForgottenInTime() {
        decided.add(moved(START, "on_replica", EAST));
        decided.add(moved(START.plusSeconds(100), "on_primary", WEST));
        Instant later = START.plusSeconds(100).plus(ReplicaService.OLDEST);

        Life second = new Life(later);
        second.tick(later, WEST, onPrimary(), false, 0);
        assertThat(second.chronicle.replicaService().at(START.plusSeconds(50))).isEqualTo(EAST);
        second.tick(later.plusSeconds(1), WEST, onPrimary(), false, 0);

        assertThat(second.chronicle.replicaService().isNever()).isTrue();
    }

    private static DecisionRecord moved(Instant at, String to, RegionName region) {
        return new DecisionRecord(
                at, DecisionRecord.Kind.TRANSITION, "controller", "", "", to, region.value(), 0, "probes", "", 0, null);
    }
}
