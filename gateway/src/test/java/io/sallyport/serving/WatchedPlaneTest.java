package io.sallyport.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failover.Region;
import io.sallyport.failover.RegionHealth;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Topology;
import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.EvidencePolicy;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.upstream.Endpoint;
import io.sallyport.upstream.RegionSettings;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In virtual time: a tick every 100 ms, probes whose answers the test gives. */
@ExtendWith(VertxExtension.class)
class WatchedPlaneTest {

    private static final long TICK_MILLIS = 100;
    private static final RegionName WATCHED = new RegionName("watched");
    private static final RegionName OTHER = new RegionName("other");
    private static final Set<Plane> PLANES = Set.of(Plane.LOGIN, Plane.TOKEN);

    private record Sent(long atMillis, Promise<Optional<FailureKind>> answer) {}

    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final Topology topology =
            new Topology(new Region(WATCHED, true, PLANES), List.of(new Region(OTHER, true, PLANES)));
    private final Evidence evidence = new Evidence(topology, EvidencePolicy.defaults(), 0);
    private long nowMillis;
    private int sent;
    private int mostUnderWay;
    private io.sallyport.upstream.Region region;
    private WatchedPlane plane;

    @BeforeEach
    void watch(Vertx vertx) {
        Endpoint nowhere = new Endpoint("127.0.0.1", 1, false, "");
        RegionSettings settings = new RegionSettings(
                WATCHED,
                nowhere,
                nowhere,
                null,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                4,
                "https://id.example.com");
        region = new io.sallyport.upstream.Region(vertx, settings, 1024, (name, changed, state) -> {
            if (state == CircuitBreakerState.OPEN) {
                plane.opened();
            }
        });
        WatchedPlane.Pace pace = new WatchedPlane.Pace(Duration.ofSeconds(1), Duration.ofMillis(TICK_MILLIS));
        plane = new WatchedPlane(region, Plane.TOKEN, this::send, pace, Duration.ofMillis(500));
    }

    @Test
    void planeThatAnswersIsProbedOnceASecond() {
        run(10_000, millis -> answerAfter(20, Optional.empty()));

        assertThat(sent).isBetween(10, 11);
        assertThat(isLost()).isFalse();
    }

    @Test
    void aHangingRoundIsWaitedForWhileNothingIsSuspected() {
        run(900, millis -> {});

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void planeThatHangsIsLostASecondAfterItsFirstFailedProbe() {
        run(1_000, millis -> answerAfter(1_000, Optional.of(FailureKind.TIMEOUT)));
        assertThat(isLost()).isFalse();

        run(1_000, millis -> answerAfter(1_000, Optional.of(FailureKind.TIMEOUT)));
        assertThat(isLost()).isFalse();

        run(200, millis -> answerAfter(1_000, Optional.of(FailureKind.TIMEOUT)));
        assertThat(isLost()).isTrue();
    }

    @Test
    void roundsThatHangAreBounded() {
        plane.observe(operation(), 1, FailureKind.RESET, 0, 0);

        run(5_000, millis -> {});

        assertThat(mostUnderWay).isEqualTo(Rounds.MOST);
    }

    @Test
    void aPlaneIsLeftForRequestsThatTakeLongBeforeAnyOfThemEnds() {
        evidence.probeGood(OTHER, Plane.TOKEN, 0);
        evidence.probeGood(OTHER, Plane.LOGIN, 0);
        for (int client = 0; client < 20; client++) {
            plane.overdue(operation(), client, 0);
        }

        run(TICK_MILLIS, millis -> answerAfter(20, Optional.empty()));

        assertThat(isLost()).isTrue();
    }

    @Test
    void requestThatWasOverdueCountsOnce() {
        evidence.probeGood(OTHER, Plane.TOKEN, 0);
        evidence.probeGood(OTHER, Plane.LOGIN, 0);
        for (int client = 0; client < 81; client++) {
            plane.observe(operation(), client, null, 0, 0);
        }
        for (int client = 0; client < 19; client++) {
            plane.overdue(operation(), client, 0);
            plane.endedOverdue(operation(), client, null, 600_000_000, 0);
        }

        run(TICK_MILLIS, millis -> answerAfter(20, Optional.empty()));

        assertThat(isLost()).isFalse();
    }

    @Test
    void overdueRequestThatIsThenCutOffTellsTheBreaker() {
        for (int client = 0; client < 5; client++) {
            plane.overdue(operation(), client, 0);
            plane.endedOverdue(operation(), client, FailureKind.TIMEOUT, 2_000_000_000, 0);
        }

        await().pollInterval(Duration.ofMillis(5))
                .until(() -> !region.breaker(Plane.TOKEN).isClosed());
    }

    @Test
    void overdueRequestThatThenFailsIsAFailureOfTheSameRequest() {
        plane.overdue(operation(), 1, 0);
        run(TICK_MILLIS, millis -> {});
        plane.endedOverdue(operation(), 1, FailureKind.TIMEOUT, 600_000_000, nanos());
        run(TICK_MILLIS, millis -> {});

        RegionHealth health = evidence.assess(nanos()).of(WATCHED);
        assertThat(health.requests()).isEqualTo(1);
        assertThat(health.failures()).isEqualTo(1);
        assertThat(health.plane(Plane.TOKEN).window().slow()).isZero();
        assertThat(health.plane(Plane.TOKEN).window().connection()).isEqualTo(1);
        assertThat(evidence.probesFast(WATCHED, Plane.TOKEN, nanos())).isTrue();
    }

    @Test
    void waitingIsNoSuccessAndItsEndIs() {
        plane.overdue(operation(), 1, 0);
        run(TICK_MILLIS, millis -> {});
        assertThat(evidence.assess(nanos()).of(WATCHED).hasSucceeded()).isFalse();

        plane.endedOverdue(operation(), 1, null, 600_000_000, nanos());
        run(TICK_MILLIS, millis -> {});
        assertThat(evidence.assess(nanos()).of(WATCHED).hasSucceeded()).isTrue();
    }

    @Test
    void connectionFailureOfARequestBeginsFastProbes() {
        plane.observe(operation(), 1, FailureKind.RESET, 0, 0);

        run(4 * TICK_MILLIS, millis -> answerAfter(0, Optional.of(FailureKind.REFUSED)));

        assertThat(isLost()).isTrue();
    }

    @Test
    void openBreakerBeginsFastProbesAndAGoodOneClosesIt(Vertx vertx) {
        for (int i = 0; i < 5; i++) {
            plane.observe(operation(), i, FailureKind.RESET, 0, 0);
        }
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> !region.breaker(Plane.TOKEN).isClosed());

        // The breaker's own clock is the machine's: probes go on until it has let one through.
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    run(TICK_MILLIS, millis -> answerAfter(0, Optional.empty()));
                    return region.breaker(Plane.TOKEN).isClosed();
                });
    }

    @Test
    void errorAnswersDoNotOpenTheBreaker() {
        for (int i = 0; i < 50; i++) {
            plane.observe(operation(), i, FailureKind.SERVER_ERROR, 0, 0);
        }

        assertThat(region.breaker(Plane.TOKEN).isClosed()).isTrue();
    }

    @Test
    void successBetweenTicksForgivesFailuresBeforeIt() {
        for (int round = 0; round < 4; round++) {
            plane.observe(operation(), 1, FailureKind.RESET, 0, 0);
            plane.observe(operation(), 1, FailureKind.RESET, 0, 0);
            plane.observe(operation(), 1, null, 0, 0);
            run(TICK_MILLIS, millis -> answerAfter(0, Optional.empty()));
        }

        assertThat(region.breaker(Plane.TOKEN).isClosed()).isTrue();
    }

    private interface Script {
        void at(long millis);
    }

    /** The other region answers all the time, so that the gateway does not suspect itself. */
    private void run(long millis, Script script) {
        long until = nowMillis + millis;
        while (nowMillis < until) {
            script.at(nowMillis);
            PLANES.forEach(each -> evidence.probeGood(OTHER, each, nanos()));
            plane.feed(evidence, nanos());
            evidence.assess(nanos());
            plane.probeIfDue(evidence, nanos());
            mostUnderWay = Math.max(mostUnderWay, underWay.size());
            nowMillis += TICK_MILLIS;
        }
    }

    private void answerAfter(long millis, Optional<FailureKind> answer) {
        for (Sent first = underWay.peek();
                first != null && nowMillis - first.atMillis() >= millis;
                first = underWay.peek()) {
            underWay.remove();
            first.answer().complete(answer);
        }
    }

    private Future<Optional<FailureKind>> send() {
        sent++;
        Sent round = new Sent(nowMillis, Promise.promise());
        underWay.add(round);
        return round.answer().future();
    }

    private boolean isLost() {
        return evidence.assess(nanos()).of(WATCHED).plane(Plane.TOKEN).lost();
    }

    private long nanos() {
        return nowMillis * 1_000_000;
    }

    private static Operation operation() {
        return new Operation("token", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE);
    }
}
