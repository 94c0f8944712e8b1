package io.sallyport.failover;

import static io.sallyport.failover.World.EAST;
import static io.sallyport.failover.World.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.ControllerState.Name;
import io.sallyport.failover.Policy.Mode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What refused callers are told in whole outages, against what then happens. Defaults: window 30 s, stay 60 s, four steps of 10 s. */
class ComebackTest {

    private static final int STEPS = 40;

    private static Duration seconds(long n) {
        return Duration.ofSeconds(n);
    }

    private static World world(Mode mode) {
        return new World(World.PAIR, World.policy(mode)).traffic(20, 10).run(seconds(3));
    }

    private static World onReplica() {
        World world = world(Mode.AUTOMATIC).kill(WEST);
        world.untilState(Name.ON_REPLICA, seconds(2));
        return world;
    }

    private static int write(World world) {
        return world.controller().comeback(world.now()).writeSeconds();
    }

    private static int other(World world) {
        return world.controller().comeback(world.now()).otherSeconds();
    }

    private static Input.Hold hold(Optional<Duration> lasts) {
        return new Input.Hold("ann", "release night", lasts);
    }

    private static Input.Failover failover(Optional<Duration> lasts) {
        return new Input.Failover(EAST, "ann", "maintenance", lasts);
    }

    @Test
    void onThePrimaryAMomentIsEnough() {
        World world = world(Mode.AUTOMATIC);

        assertThat(write(world)).isEqualTo(2);
        assertThat(other(world)).isEqualTo(2);
    }

    @Test
    void whileThePrimaryIsDownItIsTheLeastThatAFailbackTakes() {
        World world = onReplica();

        assertThat(write(world)).isEqualTo(60 + STEPS);
        world.run(seconds(20));
        assertThat(write(world)).isBetween(39 + STEPS, 40 + STEPS);
        world.run(seconds(20));
        assertThat(write(world))
                .as("the window is longer than what is left of the stay")
                .isEqualTo(30 + STEPS);
        world.run(Duration.ofMinutes(20));
        assertThat(write(world)).isEqualTo(30 + STEPS);
        assertThat(other(world)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 50, 200})
    void fromThePrimarysReturnOnItIsTheTimeAtWhichWritesReturn(int downSeconds) {
        World world = onReplica().run(seconds(downSeconds)).heal(WEST).run(seconds(2));
        Map<Long, Integer> told = new LinkedHashMap<>();
        long begun = world.now();

        while (world.state().name() != Name.ON_PRIMARY) {
            told.put((world.now() - begun) / 1_000_000_000, write(world));
            world.run(seconds(1));
        }

        long returned = (world.now() - begun) / 1_000_000_000;
        assertThat(told).hasSizeGreaterThan(STEPS);
        told.forEach((at, estimate) -> assertThat(at + estimate)
                .as("told after %d s of %d", at, returned)
                .isBetween(returned - 2, returned + 2));
    }

    @Test
    void aRelapseTellsTheLongerStay() {
        World world = onReplica().heal(WEST);
        world.untilState(Name.FAILING_BACK, seconds(70));
        world.run(seconds(3)).kill(WEST);
        world.untilState(Name.ON_REPLICA, seconds(2));

        assertThat(write(world)).isEqualTo(120 + STEPS);
    }

    @Test
    void aHoldThatEndsIsWaitedFor() {
        World world = onReplica();
        world.tell(hold(Optional.of(seconds(150))));

        assertThat(write(world)).isEqualTo(150 + STEPS);
        world.run(seconds(140));
        assertThat(write(world)).isEqualTo(30 + STEPS);
    }

    @Test
    void aHoldInAFailbackEndsBeforeItsStepDoes() {
        World world = onReplica().heal(WEST);
        world.untilState(Name.FAILING_BACK, seconds(70));
        assertThat(write(world)).isEqualTo(STEPS);
        world.tell(hold(Optional.of(seconds(60))));

        assertThat(write(world)).isEqualTo(60 + STEPS - 10);
        assertThat(world.untilState(Name.ON_PRIMARY, seconds(100))).isBetween(seconds(88), seconds(92));
    }

    @Test
    void aHoldWithoutEndIsAPersonsToEnd() {
        World world = onReplica();
        world.tell(hold(Optional.empty()));

        assertThat(write(world)).isEqualTo(Comeback.LATEST_SECONDS);
        assertThat(other(world)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"ADVISORY", "MANUAL"})
    void wherePeopleDecideNobodyKnows(Mode mode) {
        World world = world(mode);
        world.tell(failover(Optional.empty()));

        assertThat(write(world)).isEqualTo(Comeback.LATEST_SECONDS);
        assertThat(other(world)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFailoverThatWasOrderedForATimeEndsByItself(Mode mode) {
        World world = world(mode);
        world.tell(failover(Optional.of(seconds(90))));

        assertThat(write(world)).isEqualTo(90 + STEPS);
        world.run(seconds(80));
        assertThat(write(world)).isEqualTo(10 + STEPS);
    }

    @Test
    void aFailoverUntilFurtherNoticeIsAPersonsToEnd() {
        World world = world(Mode.AUTOMATIC);
        world.tell(failover(Optional.empty()));

        assertThat(write(world)).isEqualTo(Comeback.LATEST_SECONDS);
        world.tell(new Input.Failback("ann", "done"));
        assertThat(write(world)).isEqualTo(STEPS);
    }

    @Test
    void aBlackoutLastsAsLongAgainWithinAMinute() {
        World world = world(Mode.AUTOMATIC).kill(WEST).kill(EAST);
        world.untilState(Name.BLACKOUT, seconds(10));

        assertThat(other(world)).isEqualTo(5);
        assertThat(write(world)).isEqualTo(5);
        world.run(seconds(20));
        assertThat(other(world)).isEqualTo(20);
        world.run(seconds(100));
        assertThat(other(world)).isEqualTo(60);
        assertThat(write(world)).isEqualTo(60);
        world.tell(hold(Optional.empty()));
        assertThat(write(world)).isEqualTo(Comeback.LATEST_SECONDS);
        assertThat(other(world)).isEqualTo(60);
    }

    @Test
    void aLostPrimaryThatNobodyLeavesIsBackWhenItIsBack() {
        World world = world(Mode.MANUAL).kill(WEST).run(seconds(30));

        assertThat(world.state().name()).isEqualTo(Name.ON_PRIMARY);
        assertThat(write(world)).isEqualTo(2);
        world.kill(EAST).run(seconds(10));
        assertThat(other(world)).as("since the trouble began").isBetween(38, 41);
    }

    @Test
    void theHourlyLimitIsWaitedForToo() {
        World world = world(Mode.AUTOMATIC).coarse();
        int most = 0;
        for (int i = 0; i < 12; i++) {
            world.kill(WEST).run(seconds(20)).heal(WEST).run(seconds(200));
            most = Math.max(most, write(world));
        }

        assertThat(world.state().name()).isEqualTo(Name.ON_REPLICA);
        assertThat(most).isEqualTo(Comeback.LATEST_SECONDS);
    }

    @Test
    void aReplicaThatServedBeforeTheRestartGoesOn() {
        Restored was = new Restored(Name.ON_REPLICA, EAST, seconds(20), false, seconds(60), seconds(60));
        World world = new World(World.PAIR, Policy.defaults(), was);

        assertThat(world.state().name()).isEqualTo(Name.STARTING);
        assertThat(write(world)).isEqualTo(40 + STEPS);
        assertThat(other(world)).isEqualTo(2);
    }

    @Test
    void aLostReplicaIsLeftForAPrimaryThatWorks() {
        World world = onReplica().heal(WEST).run(seconds(5)).kill(EAST);
        world.until(() -> !world.view().usable().contains(EAST), seconds(2));

        assertThat(write(world)).isEqualTo(2);
    }
}
