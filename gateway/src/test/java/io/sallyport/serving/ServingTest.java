package io.sallyport.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.Decision;
import io.sallyport.failover.Input;
import io.sallyport.failover.Policy;
import io.sallyport.failover.Refusal;
import io.sallyport.failover.RegionName;
import io.sallyport.failover.Restored;
import io.sallyport.failover.Topology;
import io.sallyport.failover.WeeklyDrill;
import io.sallyport.failure.FailureKind;
import io.sallyport.journal.AsyncJournal;
import io.sallyport.journal.Journal;
import io.sallyport.metrics.RegionMeters;
import io.sallyport.metrics.RequestTotals;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.ProbeSpec;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.serving.history.OutageRecord;
import io.sallyport.serving.history.SealedHistory;
import io.sallyport.time.Ticker;
import io.sallyport.time.Wall;
import io.sallyport.upstream.Region;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Against two small servers, with short intervals. */
@ExtendWith(VertxExtension.class)
class ServingTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Set<Plane> PLANES = Set.of(Plane.LOGIN, Plane.TOKEN, Plane.KEYS);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ConcurrentLinkedQueue<Decision> decisions = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
    private Vertx vertx;
    private FakeRegion west;
    private FakeRegion east;
    private Map<RegionName, Region> regions = Map.of();
    private Serving serving;
    private Policy.Mode mode = Policy.Mode.AUTOMATIC;
    private Optional<WeeklyDrill> weekly = Optional.empty();

    @BeforeEach
    void open(Vertx given) {
        vertx = given;
        west = new FakeRegion(vertx, "us-west-2");
        east = new FakeRegion(vertx, "us-east-1");
        done(west.open());
        done(east.open());
        serving = made(LastServing.NONE);
    }

    @Test
    void startsOnThePrimaryAndSaysSo() {
        done(serving.start());

        assertThat(serving.view().state()).isEqualTo(Name.ON_PRIMARY);
        assertThat(serving.view().serving()).isEqualTo(west.name());
        assertThat(serving.view().writesAllowed()).isTrue();
        assertThat(gauge("sallyport.active.region", "region", "us-west-2")).isEqualTo(1);
        assertThat(gauge("sallyport.active.region", "region", "us-east-1")).isZero();
        assertThat(gauge("sallyport.controller.state", "state", "on_primary")).isEqualTo(1);
        assertThat(gauge("sallyport.region.usable", "region", "us-west-2", "plane", "token"))
                .isEqualTo(1);
        assertThat(gauge("sallyport.breaker.state", "region", "us-west-2", "plane", "login", "state", "closed"))
                .isEqualTo(1);
        assertThat(gauge("sallyport.probe.up", "region", "us-west-2", "probe", "token"))
                .isEqualTo(1);
    }

    @Test
    void primaryThatRefusesIsLeftAndReturnedTo() {
        done(serving.start());

        done(west.refuse());
        await().atMost(LIMIT).until(() -> serving.view().state() == Name.ON_REPLICA);
        assertThat(serving.view().serving()).isEqualTo(east.name());
        assertThat(serving.view().writesAllowed()).isFalse();
        assertThat(serving.comeback().writeSeconds()).isEqualTo(2);
        await().atMost(LIMIT).until(() -> gauge("sallyport.active.region", "region", "us-east-1") == 1);
        assertThat(registry.get("sallyport.failovers")
                        .tags("from", "us-west-2", "to", "us-east-1", "reason", "probes_failed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("sallyport.failover.detection").timer().count()).isEqualTo(1);

        done(west.open());
        await().atMost(LIMIT).until(() -> serving.view().state() == Name.ON_PRIMARY);
        assertThat(states()).contains(Name.ON_REPLICA, Name.FAILING_BACK, Name.ON_PRIMARY);
        assertThat(threads).allMatch(thread -> thread.equals(threads.peek()));
    }

    @Test
    void primaryThatHangsIsLeft() {
        done(serving.start());

        west.mode(FakeRegion.Mode.HANG);

        await().atMost(LIMIT).until(() -> serving.view().state() == Name.ON_REPLICA);
    }

    @Test
    void primaryThatAnswersWithErrorsOnlyIsLeft() {
        done(serving.start());

        west.mode(FakeRegion.Mode.ERROR);

        await().atMost(LIMIT).until(() -> serving.view().state() == Name.ON_REPLICA);
    }

    @Test
    void failedRequestsOpenTheBreakerUntilAProbeIsGood() {
        done(serving.start());
        Operation token = new Operation("token", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE);

        for (int client = 0; client < 40; client++) {
            serving.attempts().observe(attempt(west.name(), token, client), client < 35 ? null : FailureKind.RESET, 0);
        }

        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> gauge("sallyport.breaker.state", "region", "us-west-2", "plane", "token", "state", "open")
                        == 1);
        await().atMost(LIMIT)
                .until(() ->
                        gauge("sallyport.breaker.state", "region", "us-west-2", "plane", "token", "state", "closed")
                                == 1);
        assertThat(serving.view().serving()).isEqualTo(west.name());
    }

    @Test
    void outcomeOfAPlaneThatTheRegionHasNotIsNoError() {
        Operation call = new Operation("SignUp", OperationClass.WRITE, Plane.API, Surface.API, Replay.ONCE);

        serving.attempts().observe(attempt(west.name(), call, 1), FailureKind.RESET, 0);

        assertThat(serving.view().serving()).isEqualTo(west.name());
    }

    @Test
    void startEndsThoughBothRegionsAreDead() {
        done(west.refuse());
        done(east.refuse());

        done(serving.start());

        assertThat(serving.view().state()).isNotEqualTo(Name.STARTING);
        assertThat(serving.view().serving()).isEqualTo(west.name());
    }

    @Test
    void startEndsThoughBothRegionsHang() {
        west.mode(FakeRegion.Mode.HANG);
        east.mode(FakeRegion.Mode.HANG);

        done(serving.start());

        assertThat(serving.view().state()).isNotEqualTo(Name.STARTING);
    }

    @Test
    void startGoesToTheReplicaWhereThePrimaryIsDead() {
        done(west.refuse());

        done(serving.start());

        assertThat(serving.view().state()).isEqualTo(Name.ON_REPLICA);
    }

    @Test
    void closedItProbesNoMore() {
        done(serving.start());
        done(serving.close());
        done(serving.close());
        int before = west.requests();

        await().during(Duration.ofMillis(500)).atMost(LIMIT).until(() -> west.requests() <= before + 3);
    }

    @Test
    void closedBeforeItBeganItIsStillStarted() {
        west.mode(FakeRegion.Mode.HANG);
        Future<Void> started = serving.start();

        done(serving.close());

        done(started);
    }

    @Test
    void listenerThatThrowsDoesNotStopIt() {
        Serving hurt = made(LastServing.NONE, decision -> {
            throw new IllegalStateException("listener");
        });

        done(hurt.start());
        done(west.refuse());

        await().atMost(LIMIT).until(() -> hurt.view().state() == Name.ON_REPLICA);
        done(hurt.close());
    }

    @Test
    void stateThatCannotBeKeptDoesNotStopIt() {
        Serving forgetful = made(new LastServing() {
            @Override
            public Future<Optional<Restored>> load() {
                return Future.failedFuture("disk");
            }

            @Override
            public Future<Void> store(Restored state) {
                return Future.failedFuture("disk");
            }
        });

        done(forgetful.start());
        done(forgetful.close());

        assertThat(forgetful.view().state()).isEqualTo(Name.ON_PRIMARY);
    }

    @Test
    void restartOnTheReplicaResumesThere(@TempDir Path state) {
        done(west.refuse());
        servedWith(state, before -> assertThat(before.view().state()).isEqualTo(Name.ON_REPLICA));
        done(west.open());

        servedWith(state, after -> {
            assertThat(after.view().state()).isEqualTo(Name.ON_REPLICA);
            assertThat(after.view().serving()).isEqualTo(east.name());
        });
        assertThat(decisions)
                .filteredOn(Decision.Transition.class::isInstance)
                .extracting(
                        decision -> ((Decision.Transition) decision).reason().tag())
                .contains("resumed");
    }

    @Test
    void alteredRecordIsIgnored(@TempDir Path state) throws Exception {
        done(west.refuse());
        servedWith(state, before -> assertThat(before.view().state()).isEqualTo(Name.ON_REPLICA));
        done(west.open());
        Path record = state.resolve("records").resolve(SealedLastServing.RECORD + ".sealed");
        byte[] sealed = Files.readAllBytes(record);
        sealed[sealed.length - 1] ^= 1;
        Files.write(record, sealed);

        servedWith(state, after -> assertThat(after.view().state()).isEqualTo(Name.ON_PRIMARY));
    }

    private OrderResult ordered(Serving of, Input.Order order) {
        Future<OrderResult> result = of.order(order);
        done(result);
        return result.result();
    }

    private Input.Failover failover() {
        return new Input.Failover(east.name(), "ann", "patching", Optional.empty());
    }

    private static Input.Hold hold() {
        return new Input.Hold("ann", "release night", Optional.empty());
    }

    @Test
    void orderIsInForceWhenItsFutureCompletes() {
        done(serving.start());

        OrderResult result = ordered(serving, failover());

        assertThat(serving.view().serving()).isEqualTo(east.name());
        assertThat(((OrderResult.Accepted) result).decisions()).singleElement().satisfies(record -> {
            assertThat(record.by()).isEqualTo("ann");
            assertThat(record.why()).isEqualTo("patching");
            assertThat(record.to()).isEqualTo("on_replica");
            assertThat(record.evidence()).contains("us-west-2 healthy");
        });
        OrderResult again = ordered(serving, failover());
        assertThat(((OrderResult.Refused) again).because().kind()).isEqualTo(Refusal.Kind.WRONG_STATE);
        assertThat(serving.decisions())
                .extracting(DecisionRecord::kind)
                .startsWith(DecisionRecord.Kind.REFUSED, DecisionRecord.Kind.TRANSITION);
    }

    @Test
    void ordersBeforeAndAfterItsLifeAreRefused() {
        OrderResult before = ordered(serving, failover());
        done(serving.start());
        done(serving.close());
        OrderResult after = ordered(serving, failover());

        assertThat(((OrderResult.Refused) before).because().kind()).isEqualTo(Refusal.Kind.STARTING);
        assertThat(((OrderResult.Refused) after).because().kind()).isEqualTo(Refusal.Kind.STOPPED);
    }

    @Test
    void snapshotTellsWhatAnOperatorAsks() {
        done(serving.start());
        done(serving.order(new Input.Drill(Optional.empty(), 10, Duration.ofMinutes(5), 5, "ann", "exercise")));
        serving.flowDrilled();

        Snapshot drilled = serving.snapshot();
        assertThat(drilled.state()).isEqualTo(Name.ON_PRIMARY);
        assertThat(drilled.mode()).isEqualTo(Policy.Mode.AUTOMATIC);
        assertThat(drilled.regions()).hasSize(2).allSatisfy(region -> {
            assertThat(region.usable()).isTrue();
            assertThat(region.planes()).hasSize(3).allSatisfy(plane -> {
                assertThat(plane.breaker()).isEqualTo("closed");
                assertThat(plane.reason()).contains("probe good");
            });
        });
        assertThat(drilled.drill().orElseThrow().flows()).isEqualTo(1);
        done(serving.order(hold()));
        Snapshot held = serving.snapshot();
        assertThat(held.drill()).isEmpty();
        assertThat(held.hold().orElseThrow().why()).isEqualTo("release night");
        assertThat(serving.decisions().get(0).kind()).isEqualTo(DecisionRecord.Kind.DRILL_ENDED);
        assertThat(serving.decisions().get(0).why()).isEqualTo("hold: release night");
        assertThat(Objects.requireNonNull(serving.decisions().get(0).drill()).flows())
                .isEqualTo(1);
    }

    @Test
    void advisoryModeRecommendsAndTheOrderCarriesItOut() {
        mode = Policy.Mode.ADVISORY;
        serving = made(LastServing.NONE);
        done(serving.start());

        done(west.refuse());
        await().atMost(LIMIT).until(() -> serving.snapshot().recommendation().isPresent());
        assertThat(serving.snapshot().recommendation().orElseThrow().order()).isEqualTo("failover us-east-1");
        assertThat(serving.view().state()).isEqualTo(Name.ON_PRIMARY);
        done(serving.order(failover()));

        assertThat(serving.view().serving()).isEqualTo(east.name());
        assertThat(serving.snapshot().recommendation()).isEmpty();
        assertThat(serving.snapshot().outage()).isPresent();
        assertThat(serving.replicaService().at(serving.decisions().get(0).at())).isEqualTo(east.name());
    }

    @Test
    void outageHasItsMeasuredCost() {
        done(serving.start());
        Operation token = new Operation("token", OperationClass.SIGN_IN, Plane.TOKEN, Surface.OAUTH, Replay.SAFE);

        done(west.refuse());
        await().atMost(LIMIT).until(() -> serving.view().state() == Name.ON_REPLICA);
        serving.attempts().observe(attempt(east.name(), token, 1), null, 0);
        done(west.open());
        await().atMost(LIMIT).until(() -> !serving.outages().isEmpty());

        OutageRecord outage = serving.outages().get(0);
        assertThat(outage.finished()).isTrue();
        assertThat(outage.lost()).containsExactly("us-west-2");
        assertThat(outage.to()).isEqualTo("us-east-1");
        assertThat(outage.firstSuccessMillis()).isNotNull().isGreaterThanOrEqualTo(outage.detectionMillis());
        assertThat(outage.ended()).isAfter(outage.detected());
        assertThat(outage.detected()).isAfterOrEqualTo(outage.began());
    }

    @Test
    void decisionsOutagesAndHoldSurviveARestart(@TempDir Path state) {
        done(west.refuse());
        servedWith(state, before -> done(before.order(hold())));
        done(west.open());

        servedWith(state, after -> {
            assertThat(after.snapshot().hold().orElseThrow().by()).isEqualTo("ann");
            assertThat(after.decisions()).extracting(DecisionRecord::reason).containsExactly("resumed", "", "started");
            assertThat(after.outages()).singleElement().satisfies(outage -> {
                assertThat(outage.lost()).containsExactly("us-west-2");
                assertThat(outage.finished()).isFalse();
            });
        });
    }

    @Test
    void weeklyDrillIsHeldOncePerWindow(@TempDir Path state) {
        Instant now = Wall.system().instant();
        weekly = Optional.of(new WeeklyDrill(
                now.atZone(ZoneOffset.UTC).getDayOfWeek(),
                now.atZone(ZoneOffset.UTC).toLocalTime(),
                Duration.ofHours(2),
                ZoneOffset.UTC,
                Optional.empty(),
                10,
                5));

        servedWith(state, first -> await().atMost(LIMIT)
                .until(() -> first.snapshot().drill().isPresent()));
        servedWith(state, second -> {
            await().during(Duration.ofMillis(300))
                    .atMost(LIMIT)
                    .until(() -> second.snapshot().drill().isEmpty());
            assertThat(second.decisions())
                    .extracting(DecisionRecord::kind)
                    .containsOnlyOnce(DecisionRecord.Kind.DRILL_BEGAN, DecisionRecord.Kind.DRILL_ENDED);
        });
    }

    private interface Look {
        void at(Serving serving);
    }

    /** One life of a gateway with that state directory, whose failback takes longer than the look. */
    private void servedWith(Path state, Look look) {
        Journal.Opening opened = Journal.open(state.resolve("records"), state.resolve("key"));
        AsyncJournal journal = new AsyncJournal(vertx, ((Journal.Opened) opened).journal());
        Seams seams = new Seams(
                new SealedLastServing(journal, Wall.system()),
                new SealedHistory(journal),
                Wall.system(),
                () -> RequestTotals.NONE,
                () -> false);
        Serving one = made(seams, decisions::add, Duration.ofSeconds(30));
        done(one.start());
        look.at(one);
        done(one.close());
        done(journal.close());
    }

    private Serving made(LastServing memory) {
        return made(memory, decision -> {
            decisions.add(decision);
            threads.add(Thread.currentThread().getName());
        });
    }

    private Serving made(LastServing memory, java.util.function.Consumer<Decision> listener) {
        return made(memory, listener, Duration.ofMillis(300));
    }

    private Serving made(LastServing memory, java.util.function.Consumer<Decision> listener, Duration recoveryWindow) {
        return made(Seams.none().withMemory(memory), listener, recoveryWindow);
    }

    private Serving made(Seams seams, java.util.function.Consumer<Decision> listener, Duration recoveryWindow) {
        Serving[] made = new Serving[1];
        Region.BreakerListener breakers =
                (name, plane, state) -> made[0].attempts().breakerChanged(name, plane, state);
        regions = Map.of(west.name(), west.region(breakers), east.name(), east.region(breakers));
        RegionMeters meters = new RegionMeters(
                registry,
                List.of("us-west-2", "us-east-1"),
                Arrays.stream(Name.values()).map(Name::tag).toList());
        made[0] = new Serving(
                vertx, settings(recoveryWindow), regions, probes(), meters, Ticker.system(), listener, seams);
        return made[0];
    }

    private Serving.Settings settings(Duration recoveryWindow) {
        Policy defaults = Policy.defaults();
        Policy policy = new Policy(
                mode,
                recoveryWindow,
                recoveryWindow,
                recoveryWindow,
                defaults.relapseWindow(),
                defaults.stayReset(),
                List.of(50, 100),
                Duration.ofMillis(200),
                defaults.transitionsPerHour(),
                Duration.ofSeconds(1),
                defaults.recommendationLife(),
                defaults.healthKept(),
                defaults.replayPatience());
        Map<Plane, Duration> slowAfter = new EnumMap<>(Plane.class);
        PLANES.forEach(plane -> slowAfter.put(plane, Duration.ofSeconds(1)));
        return new Serving.Settings(
                new Topology(watched(west), List.of(watched(east))),
                policy,
                Duration.ofMillis(200),
                Duration.ofMillis(50),
                Duration.ofMillis(400),
                "probe-client",
                slowAfter,
                weekly);
    }

    private static io.sallyport.failover.Region watched(FakeRegion region) {
        return new io.sallyport.failover.Region(region.name(), true, PLANES);
    }

    private static List<ProbeSpec> probes() {
        return PLANES.stream()
                .map(plane -> new ProbeSpec(
                        plane.tag(), plane, "GET", "/" + plane.tag(), null, null, null, Set.of(200), Set.of("good")))
                .toList();
    }

    private List<Name> states() {
        return decisions.stream()
                .filter(Decision.Transition.class::isInstance)
                .map(decision -> ((Decision.Transition) decision).to().name())
                .toList();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private static AttemptReports.Made attempt(RegionName region, Operation operation, int client) {
        return new AttemptReports.Made(
                region, operation, client, false, Ticker.system().nanos());
    }

    private static void done(Future<?> future) {
        try {
            future.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }
}
