package io.sallyport.failover;

import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.EUROPE;
import static io.sallyport.failover.World.WEST;
import static io.sallyport.failover.World.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole outages in virtual time. */
class TimelineTest {

    private static Duration seconds(long n) {
        return Duration.ofSeconds(n);
    }

    private static World onPrimary() {
        World world = World.pair().traffic(200, 20);
        world.untilState(Name.ON_PRIMARY, seconds(2));
        return world.run(seconds(5));
    }

    private static World onReplica() {
        World world = onPrimary().kill(WEST);
        world.untilState(Name.ON_REPLICA, seconds(2));
        return world;
    }

    @Test
    void startsOnThePrimaryWithTheFirstProbeRound() {
        World world = World.pair();
        assertThat(world.state().name()).isEqualTo(Name.STARTING);
        assertThat(world.untilState(Name.ON_PRIMARY, seconds(2))).isLessThan(Duration.ofMillis(600));
        assertThat(world.lastTransition().reason()).isEqualTo(Reason.STARTED);
        assertThat(world.lastTransition().isFailover()).isFalse();
    }

    @Test
    void hardKillMovesWithinHalfASecond() {
        World world = onPrimary().kill(WEST);
        assertThat(world.untilState(Name.ON_REPLICA, seconds(2))).isLessThan(Duration.ofMillis(500));
        assertThat(world.lastTransition().reason()).isEqualTo(Reason.PROBES_FAILED);
        assertThat(world.lastTransition().detection()).isBetween(Duration.ofMillis(150), Duration.ofMillis(400));
        assertThat(world.lastTransition().fromLabel()).isEqualTo("us-west-2");
        assertThat(world.lastTransition().toLabel()).isEqualTo("us-east-1");
        assertThat(world.view().serving()).isEqualTo(EAST);
        assertThat(world.view().writesAllowed()).isFalse();
        assertThat(world.view().publishesHealthy(WEST)).isFalse();
        assertThat(world.view().publishesHealthy(EAST)).isTrue();
    }

    @Test
    void hardKillMovesWithoutAnyTraffic() {
        World world = onPrimary().traffic(0, 1).kill(WEST);
        assertThat(world.untilState(Name.ON_REPLICA, seconds(3))).isLessThan(Duration.ofMillis(1400));
    }

    @Test
    void primaryComesBackAfterTheStayThroughEveryStep() {
        World world = onReplica().run(seconds(5)).heal(WEST);
        Duration taken = world.untilState(Name.FAILING_BACK, seconds(70));
        assertThat(taken).isBetween(seconds(54), seconds(56));
        assertThat(world.view().percentToPrimary()).isEqualTo(5);
        assertThat(world.view().writesAllowed()).isFalse();
        assertThat(world.view().publishesHealthy(WEST)).isFalse();
        assertThat(world.untilState(Name.ON_PRIMARY, seconds(60))).isBetween(seconds(40), seconds(42));
        assertThat(world.path())
                .containsExactly(
                        "on_primary",
                        "on_replica",
                        "failing_back 5",
                        "failing_back 25",
                        "failing_back 50",
                        "failing_back 100",
                        "on_primary");
        assertThat(world.view().writesAllowed()).isTrue();
        assertThat(world.view().publishesHealthy(WEST)).isTrue();
    }

    @Test
    void recoveryWindowBeginsAnewWithEveryFailedProbe() {
        World world = onReplica().run(seconds(60)).heal(WEST).run(seconds(29));
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        world.set(WEST, Plane.KEYS, failing(FailureKind.TIMEOUT))
                .run(seconds(2))
                .heal(WEST);
        assertThat(world.untilState(Name.FAILING_BACK, seconds(60))).isGreaterThanOrEqualTo(seconds(30));
    }

    @Test
    void relapseDoublesTheStay() {
        World world = onReplica().heal(WEST);
        world.untilState(Name.FAILING_BACK, seconds(70));
        world.run(seconds(3)).kill(WEST);
        assertThat(world.untilState(Name.ON_REPLICA, seconds(2))).isLessThan(seconds(1));
        assertThat(world.lastTransition().reason()).isEqualTo(Reason.RELAPSED);
        world.heal(WEST);
        assertThat(world.untilState(Name.FAILING_BACK, seconds(130))).isBetween(seconds(119), seconds(121));
    }

    @Test
    void lossSoonAfterAFailbackIsARelapseToo() {
        World world = onReplica().heal(WEST);
        world.untilState(Name.FAILING_BACK, seconds(70));
        world.untilState(Name.ON_PRIMARY, seconds(60));
        world.coarse().run(Duration.ofMinutes(9)).kill(WEST);
        world.untilState(Name.ON_REPLICA, seconds(2));
        assertThat(((OnReplica) world.state()).stayNanos())
                .isEqualTo(seconds(120).toNanos());
    }

    @Test
    void stayIsResetAfterAnHour() {
        World world = onReplica().heal(WEST).traffic(1, 5);
        world.untilState(Name.FAILING_BACK, seconds(70));
        world.kill(WEST).untilState(Name.ON_REPLICA, seconds(2));
        world.heal(WEST).untilState(Name.FAILING_BACK, seconds(130));
        world.untilState(Name.ON_PRIMARY, seconds(60));
        world.coarse().run(Duration.ofMinutes(62)).kill(WEST);
        world.untilState(Name.ON_REPLICA, seconds(3));
        assertThat(((OnReplica) world.state()).stayNanos())
                .isEqualTo(seconds(60).toNanos());
    }

    @Test
    void stepFailsOnFailuresThatDoNotLoseThePrimary() {
        World world = onReplica().heal(WEST);
        world.untilState(Name.FAILING_BACK, seconds(70));
        world.kill(WEST, requestsOnly(FailureKind.SERVER_ERROR, 0.15));
        world.untilState(Name.ON_REPLICA, seconds(20));
        assertThat(world.lastTransition().reason()).isEqualTo(Reason.RELAPSED);
    }

    @Test
    void flappingPrimaryNeverMakesMoreThanTenTransitionsAnHour() {
        World world = onPrimary().coarse().traffic(5, 5);
        for (int i = 0; i < 3600 / 14; i++) {
            world.kill(WEST).run(seconds(7)).heal(WEST).run(seconds(7));
        }
        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        assertThat(world.transitions()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void bothDownTogetherIsSelfSuspicionFirstAndBlackoutThen() {
        World world = onPrimary().kill(WEST).kill(EAST).run(seconds(3));
        assertThat(world.state().name()).isEqualTo(Name.ON_PRIMARY);
        assertThat(world.assessment().noEvidence()).isTrue();
        assertThat(world.untilState(Name.BLACKOUT, seconds(4))).isLessThan(seconds(4));
        assertThat(world.lastTransition().reason()).isEqualTo(Reason.NONE_USABLE);
        assertThat(world.view().serving()).isEqualTo(WEST);
        assertThat(world.view().writesAllowed()).isFalse();
        world.run(seconds(60));
        assertThat(world.view().publishesHealthy(WEST)).isTrue();
        assertThat(world.view().publishesHealthy(EAST)).isTrue();
        world.heal(EAST);
        assertThat(world.untilState(Name.ON_REPLICA, seconds(2))).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void publishedHealthIsKeptForAMinuteWhileTheGatewaySuspectsItself() {
        World world = onPrimary().kill(WEST).kill(EAST).run(seconds(55));
        assertThat(world.state().name()).isEqualTo(Name.BLACKOUT);
        assertThat(world.view().published()).containsExactlyInAnyOrder(WEST, EAST);
        World onReplica = onReplica().run(seconds(3)).kill(EAST).run(seconds(20));
        assertThat(onReplica.state().name()).isEqualTo(Name.BLACKOUT);
        assertThat(onReplica.view().published()).containsExactlyInAnyOrder(WEST, EAST);
    }

    @Test
    void isolatedGatewayThatComesBackSoonMovesNothing() {
        World world = onPrimary()
                .kill(WEST)
                .kill(EAST)
                .run(seconds(4))
                .heal(WEST)
                .heal(EAST)
                .run(seconds(20));
        assertThat(world.path()).containsExactly("on_primary");
    }

    @Test
    void longIsolatedGatewayReturnsToThePrimary() {
        World world = onPrimary().kill(WEST).kill(EAST).run(seconds(30));
        world.heal(WEST).heal(EAST).run(seconds(2));
        assertThat(world.path()).containsExactly("on_primary", "blackout", "on_primary");
    }

    @Test
    void replicaLossWhileItServesGoesBackAtOnce() {
        World world = onReplica().run(seconds(3)).heal(WEST).run(seconds(5)).kill(EAST);
        assertThat(world.untilState(Name.ON_PRIMARY, seconds(2))).isLessThan(seconds(1));
    }

    @Test
    void replicaLossDuringAFailbackEndsIt() {
        World world = onReplica().heal(WEST);
        world.untilState(Name.FAILING_BACK, seconds(70));
        world.kill(EAST);
        assertThat(world.untilState(Name.ON_PRIMARY, seconds(2))).isLessThan(Duration.ofMillis(1600));
    }

    @Test
    void onePlaneLostMovesEverything() {
        World world = onPrimary().set(WEST, Plane.TOKEN, failing(FailureKind.TIMEOUT));
        assertThat(world.untilState(Name.ON_REPLICA, seconds(3))).isLessThan(seconds(1));
    }

    @Test
    void lossOfKeysNeverMovesSignIns() {
        World world =
                onPrimary().set(WEST, Plane.KEYS, failing(FailureKind.REFUSED)).run(seconds(120));
        assertThat(world.path()).containsExactly("on_primary");
        assertThat(world.assessment().of(WEST).plane(Plane.KEYS).lost()).isTrue();
        assertThat(world.assessment().of(WEST).usable()).isTrue();
    }

    @Test
    void inactiveReplicaNeverServes() {
        Topology topology = new Topology(World.region(WEST), List.of(new Region(EAST, false, World.PLANES)));
        World world = new World(topology, Policy.defaults()).traffic(50, 10).run(seconds(5));
        world.kill(WEST).run(seconds(30));
        assertThat(world.state().name()).isEqualTo(Name.BLACKOUT);
        assertThat(world.view().serving()).isEqualTo(WEST);
        assertThat(world.view().usable()).isEmpty();
        assertThat(world.view().publishesHealthy(EAST)).isFalse();
        world.heal(WEST).run(seconds(1));
        assertThat(world.state().name()).isEqualTo(Name.ON_PRIMARY);
    }

    @Test
    void replicasAreTakenInOrderOfPreference() {
        Topology topology = new Topology(World.region(WEST), List.of(World.region(EAST), World.region(EUROPE)));
        World world = new World(topology, Policy.defaults()).traffic(50, 10).run(seconds(5));
        world.kill(WEST).run(seconds(2));
        assertThat(world.view().serving()).isEqualTo(EAST);
        world.kill(EAST).run(seconds(2));
        assertThat(world.view().serving()).isEqualTo(EUROPE);
    }

    @Test
    void badReplicaIsNotFledTo() {
        World world = onPrimary().kill(EAST).run(seconds(10)).kill(WEST).run(seconds(2));
        assertThat(world.path()).containsExactly("on_primary", "blackout");
        assertThat(world.view().serving()).isEqualTo(WEST);
    }

    @Test
    void poisonRequestsWithGoodProbesNeverMove() {
        World world = onPrimary().kill(WEST, requestsOf(0, 1)).traffic(200, 4);
        world.run(seconds(300));
        assertThat(world.path()).containsExactly("on_primary");
        assertThat(world.assessment().of(WEST).plane(Plane.TOKEN).suspect()).isTrue();
        assertThat(world.view().retryTargets()).doesNotContain(WEST);
    }

    @Test
    void thirtyPercentErrorsMoveWithinTheTarget() {
        World busy = onPrimary().kill(WEST, failing(FailureKind.SERVER_ERROR, 0.3));
        assertThat(busy.untilState(Name.ON_REPLICA, seconds(10))).isLessThan(Duration.ofMillis(2500));
        World calm = World.pair().traffic(5, 20).run(seconds(20));
        calm.kill(WEST, failing(FailureKind.SERVER_ERROR, 0.3));
        assertThat(calm.untilState(Name.ON_REPLICA, seconds(20))).isLessThan(seconds(10));
    }

    @Test
    void widespreadErrorsThatProbesCannotSeeMakeSuspectAndNoMore() {
        World world = onPrimary().kill(WEST, requestsOnly(FailureKind.SERVER_ERROR, 0.4));
        world.run(seconds(60));
        assertThat(world.path()).containsExactly("on_primary");
        assertThat(world.assessment().of(WEST).plane(Plane.TOKEN).suspect()).isTrue();
    }

    @Test
    void slowAnswersMove() {
        World world = onPrimary().slow(true);
        assertThat(world.untilState(Name.ON_REPLICA, seconds(10))).isLessThan(Duration.ofMillis(2500));
        assertThat(world.lastTransition().reason()).isEqualTo(Reason.WINDOW_TRIPPED);
    }

    @Test
    void stalledEventLoopIsNoEvidence() {
        World world = onPrimary();
        world.loopLate(seconds(3));
        world.kill(WEST).run(Duration.ofMillis(900)).heal(WEST).run(seconds(5));
        assertThat(world.path()).containsExactly("on_primary");
    }

    @Test
    void oneRequestInTenSecondsIsEnough() {
        World world = onPrimary().traffic(0, 1).run(seconds(10));
        world.kill(WEST, failing(FailureKind.UNREACHABLE));
        assertThat(world.untilState(Name.ON_REPLICA, seconds(10))).isLessThan(seconds(2));
    }

    @ParameterizedTest
    @EnumSource(Name.class)
    void restartGoesOnWhereItWas(Name was) {
        RegionName region = was == Name.ON_PRIMARY || was == Name.STARTING ? WEST : EAST;
        Restored restored = new Restored(was, region, seconds(50), false, seconds(60), seconds(60));
        World world = new World(World.PAIR, Policy.defaults(), restored).run(seconds(2));
        boolean resumesOnReplica = was == Name.ON_REPLICA || was == Name.FAILING_BACK;
        assertThat(world.state().name()).isEqualTo(resumesOnReplica ? Name.ON_REPLICA : Name.ON_PRIMARY);
        if (resumesOnReplica) {
            assertThat(world.untilState(Name.FAILING_BACK, seconds(60))).isBetween(seconds(28), seconds(31));
        }
    }

    @Test
    void restartWhileThePrimaryIsDeadStartsOnTheReplica() {
        World world = World.pair().kill(WEST);
        assertThat(world.untilState(Name.ON_REPLICA, seconds(3))).isLessThanOrEqualTo(seconds(2));
    }

    @Test
    void restartWhileEverythingIsDeadEndsInBlackoutAndRecovers() {
        World world = World.pair().kill(WEST).kill(EAST);
        world.untilState(Name.BLACKOUT, seconds(10));
        world.heal(WEST);
        assertThat(world.untilState(Name.ON_PRIMARY, seconds(3))).isLessThan(seconds(1));
    }

    private static World.Condition requestsOnly(FailureKind kind, double share) {
        return new World.Condition() {
            @Override
            public Optional<FailureKind> probe(Random random) {
                return Optional.empty();
            }

            @Override
            public Optional<FailureKind> request(Random random, int client) {
                return random.nextDouble() < share ? Optional.of(kind) : Optional.empty();
            }
        };
    }

    /** Server errors to every request of some clients. */
    private static World.Condition requestsOf(int... poisoners) {
        return new World.Condition() {
            @Override
            public Optional<FailureKind> probe(Random random) {
                return Optional.empty();
            }

            @Override
            public Optional<FailureKind> request(Random random, int client) {
                return java.util.Arrays.stream(poisoners).anyMatch(p -> p == client)
                        ? Optional.of(FailureKind.SERVER_ERROR)
                        : Optional.empty();
            }
        };
    }
}
