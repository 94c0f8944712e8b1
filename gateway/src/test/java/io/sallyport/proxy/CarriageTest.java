package io.sallyport.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import io.sallyport.testsupport.ScriptedRegion;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failover within a request, over real sockets. No deadline ends within a test: what is answered did not wait for one. */
class CarriageTest {

    private static final int MANY = 200;

    private TwoRegions regions = new TwoRegions(256);

    @AfterEach
    void close() {
        await().until(regions::isQuiet);
        regions.close();
    }

    private void restart(int bulkhead) {
        regions.close();
        regions = new TwoRegions(bulkhead);
    }

    private void blackhole() {
        regions.scriptedWest.script(call -> {});
    }

    private void arrivedAtWest(int calls) {
        await().until(() -> regions.scriptedWest.calls().size() == calls);
    }

    private void cancel(Carriage carriage) {
        regions.on(() -> {
            carriage.cancel();
            return carriage;
        });
    }

    /** How a region comes to be known as lost. */
    enum Loss {
        BREAKER {
            @Override
            void happen(TwoRegions regions) {
                regions.west.breaker(Plane.TOKEN).open();
            }
        },
        DECISION {
            @Override
            void happen(TwoRegions regions) {
                regions.west.dropConnections();
            }
        };

        abstract void happen(TwoRegions regions);
    }

    @ParameterizedTest
    @EnumSource
    void allThatWaitForALostRegionAreAnsweredByTheOther(Loss loss) {
        blackhole();
        List<Carriage> waiting = regions.carry(TwoRegions.SAFE, MANY);
        arrivedAtWest(MANY);
        assertThat(regions.west.waiting()).isEqualTo(MANY);

        loss.happen(regions);

        assertThat(waiting.stream().map(TwoRegions::answerOf)).containsOnly("200 east");
        assertThat(regions.scriptedEast.calls()).hasSize(MANY);
        assertThat(regions.retries("ok")).isEqualTo(MANY);
        assertThat(regions.retries("region_lost")).isZero();
        await().until(() -> regions.scriptedWest.brokenOff() == MANY);
    }

    @Test
    void theFirstTimeoutsOpenTheBreakerForThoseWhoStillWait() {
        blackhole();
        List<Carriage> waiting = regions.carry(TwoRegions.SAFE, MANY);
        arrivedAtWest(MANY);

        regions.scriptedWest.calls().stream().limit(5).forEach(ScriptedRegion.Call::reset);

        assertThat(waiting.stream().map(TwoRegions::answerOf)).containsOnly("200 east");
        assertThat(regions.scriptedEast.calls()).hasSize(MANY);
    }

    @Test
    void whatMayBeCarriedOutWaitsOn() {
        blackhole();
        Carriage code = regions.carry(TwoRegions.CODE);
        arrivedAtWest(1);

        regions.west.breaker(Plane.TOKEN).open();
        regions.on(() -> code);

        assertThat(code.result().isComplete()).isFalse();
        regions.scriptedWest.calls().get(0).answer(200, "", "late");
        assertThat(TwoRegions.answerOf(code)).isEqualTo("200 late");
        assertThat(regions.scriptedEast.calls()).isEmpty();
    }

    @Test
    void nobodyLeavesForARegionThatIsFull() {
        restart(4);
        blackhole();
        regions.scriptedEast.script(call -> {});
        List<Carriage> inWest = regions.carry(TwoRegions.SAFE, 4);
        List<Carriage> overflow = regions.carry(TwoRegions.SAFE, 3);
        arrivedAtWest(4);
        await().until(() -> regions.scriptedEast.calls().size() == 3);

        regions.west.breaker(Plane.TOKEN).open();

        await().until(() -> regions.scriptedEast.calls().size() == 4);
        regions.on(() -> inWest);
        assertThat(inWest.stream().filter(each -> each.result().isComplete())).isEmpty();
        assertThat(regions.west.waiting()).isEqualTo(3);
        inWest.forEach(this::cancel);
        overflow.forEach(this::cancel);
    }

    @Test
    void nobodyLeavesForARegionInTrouble() {
        blackhole();
        regions.view(TwoRegions.healthy(TwoRegions.WEST));
        Carriage waiting = regions.carry(TwoRegions.SAFE);
        arrivedAtWest(1);

        regions.west.breaker(Plane.TOKEN).open();
        regions.on(() -> waiting);

        assertThat(waiting.result().isComplete()).isFalse();
        cancel(waiting);
        assertThat(regions.scriptedEast.calls()).isEmpty();
    }

    @Test
    void aRequestMovesOnceAtMost() {
        blackhole();
        regions.scriptedEast.script(call -> {});
        Carriage carriage = regions.carry(TwoRegions.SAFE);
        arrivedAtWest(1);
        regions.west.breaker(Plane.TOKEN).open();
        await().until(() -> regions.scriptedEast.calls().size() == 1);

        regions.east.breaker(Plane.TOKEN).open();
        regions.scriptedEast.calls().get(0).reset();

        assertThat(carriage.result().await()).isEqualTo(new Carried.Unanswered(TwoRegions.EAST, FailureKind.RESET));
        assertThat(regions.retries("reset")).isEqualTo(1);
        assertThat(regions.scriptedWest.calls()).hasSize(1);
        assertThat(regions.scriptedEast.calls()).hasSize(1);
    }

    @Test
    void aHealthyRegionTakesEveryRequestThatFailedElsewhere() {
        regions.scriptedWest.answer(500, "", "no");

        List<Carriage> failed = regions.carry(TwoRegions.SAFE, MANY);

        assertThat(failed.stream().map(TwoRegions::answerOf)).containsOnly("200 east");
    }

    @Test
    void aRegionInTroubleTakesNoMoreThanTheBudget() {
        regions.scriptedWest.answer(500, "", "no");
        regions.view(TwoRegions.healthy());

        List<Carriage> failed = regions.carry(TwoRegions.SAFE, MANY);

        assertThat(failed.stream().map(TwoRegions::answerOf).distinct()).containsOnly("200 east", "500 no");
        assertThat(regions.scriptedEast.calls().size()).isLessThanOrEqualTo(MANY / 5 + RetryBudget.FLOOR_PER_SECOND);
        assertThat(regions.retries("ok")).isEqualTo(regions.scriptedEast.calls().size());
    }

    @Test
    void aLostRegionIsNoOtherWay() {
        regions.scriptedWest.answer(500, "", "no");
        regions.view(TwoRegions.view(List.of(TwoRegions.WEST), TwoRegions.WEST));

        assertThat(TwoRegions.answerOf(regions.carry(TwoRegions.SAFE))).isEqualTo("500 no");
        assertThat(regions.scriptedEast.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatTheRegionClosesAsARequestComesIsTriedAgainThere(boolean isSafe) {
        regions.view(TwoRegions.view(List.of(TwoRegions.WEST), TwoRegions.WEST));
        regions.scriptedWest.script(call -> {
            if (regions.scriptedWest.calls().size() == 1) {
                call.close();
            } else {
                call.answer(200, "", "again");
            }
        });

        Carriage carriage = regions.carry(isSafe ? TwoRegions.SAFE : TwoRegions.CODE);

        assertThat(TwoRegions.answerOf(carriage)).satisfies(answer -> {
            if (isSafe) {
                assertThat(answer).isEqualTo("200 again");
            } else {
                assertThat(answer).startsWith("Unanswered");
            }
        });
        assertThat(regions.scriptedWest.calls()).hasSize(isSafe ? 2 : 1);
    }

    @Test
    void aRegionsOwnErrorIsBetterThanNoAnswer() {
        regions.scriptedWest.answer(500, "", "no");
        regions.scriptedEast.refuse();

        assertThat(TwoRegions.answerOf(regions.carry(TwoRegions.SAFE))).isEqualTo("500 no");
        assertThat(regions.retries("refused")).isEqualTo(1);
    }

    @Test
    void unsentWorkOfAnyKindGoesOn() {
        regions.scriptedWest.refuse();

        assertThat(TwoRegions.answerOf(regions.carry(TwoRegions.CODE))).isEqualTo("200 east");
        assertThat(regions.carry(TwoRegions.SIGN_OUT).result().await())
                .isEqualTo(new Carried.Unsent(TwoRegions.WEST, FailureKind.REFUSED));
        assertThat(regions.carry(TwoRegions.WRITE).result().await())
                .isEqualTo(new Carried.Unsent(TwoRegions.WEST, FailureKind.REFUSED));
        assertThat(regions.scriptedEast.calls()).hasSize(1);
    }

    @Test
    void aClientThatLeavesTakesItsAttemptAlongAtEitherRegion() {
        blackhole();
        regions.scriptedEast.script(call -> {});
        List<Carriage> gone = regions.carry(TwoRegions.SAFE, MANY);
        arrivedAtWest(MANY);
        gone.stream().limit(MANY / 2).forEach(this::cancel);
        regions.west.breaker(Plane.TOKEN).open();
        await().until(() -> regions.scriptedEast.calls().size() == MANY / 2);

        gone.forEach(this::cancel);

        assertThat(gone.stream().map(each -> ((Carried.Unanswered) each.result().await()).failure()))
                .containsOnly(FailureKind.CANCELLED);
        await().until(regions::isQuiet);
        assertThat(regions.scriptedEast.calls()).hasSize(MANY / 2);
        assertThat(regions.retries("cancelled")).isEqualTo(MANY / 2);
    }

    @Test
    void aSignOutGoesOnThoughItsClientLeaves() {
        blackhole();
        Carriage signOut = regions.carry(TwoRegions.SIGN_OUT);
        arrivedAtWest(1);

        cancel(signOut);
        assertThat(regions.west.inFlight()).isEqualTo(1);

        regions.scriptedWest.calls().get(0).answer(200, "", "done");
        assertThat(TwoRegions.answerOf(signOut)).isEqualTo("200 done");
    }

    private Carriage belongingToLostEast() {
        regions.view(TwoRegions.view(List.of(TwoRegions.WEST), TwoRegions.WEST));
        regions.east.breaker(Plane.TOKEN).open();
        regions.scriptedEast.script(call -> {});
        Carriage carriage = regions.carry(TwoRegions.SAFE, new Binding(TwoRegions.EAST, Binding.Tie.FIRST));
        await().until(() -> regions.scriptedEast.calls().size() == 1);
        regions.on(() -> carriage);
        return carriage;
    }

    @Test
    void whatBelongsToALostRegionIsAnsweredThereWhereItCan() {
        Carriage carriage = belongingToLostEast();

        regions.scriptedEast.calls().get(0).answer(200, "", "still east");

        assertThat(TwoRegions.answerOf(carriage)).isEqualTo("200 still east");
        assertThat(regions.scriptedWest.calls()).isEmpty();
    }

    @Test
    void whatBelongsToARegionLeavesItWhenItIsLostMeanwhile() {
        Carriage carriage = belongingToLostEast();

        regions.east.dropConnections();

        assertThat(TwoRegions.answerOf(carriage)).isEqualTo("200 west");
    }

    private Carriage loginThatBeganAtEast() {
        regions.scriptedEast.script(call -> {});
        Carriage carriage = regions.carry(TwoRegions.CODE, new Binding(TwoRegions.EAST, Binding.Tie.BEGUN));
        await().until(() -> regions.scriptedEast.calls().size() == 1);
        return carriage;
    }

    @Test
    void aStepOfALoginIsNotWaitedForWhenItsRegionIsLost() {
        Carriage carriage = loginThatBeganAtEast();

        regions.east.dropConnections();

        assertThat(carriage.result().await())
                .isEqualTo(new Carried.Unanswered(TwoRegions.EAST, FailureKind.REGION_LOST));
        assertThat(regions.scriptedWest.calls()).isEmpty();
    }

    @Test
    void aStepOfALoginIsWaitedForWhereNoOtherRegionCouldBeginItAnew() {
        regions.view(TwoRegions.view(List.of(TwoRegions.EAST), TwoRegions.EAST));
        Carriage carriage = loginThatBeganAtEast();

        regions.east.dropConnections();
        regions.scriptedEast.calls().get(0).answer(200, "", "east after all");

        assertThat(TwoRegions.answerOf(carriage)).isEqualTo("200 east after all");
    }
}
