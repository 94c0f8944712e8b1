package io.sallyport.failover.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.WindowReading;
import io.sallyport.failover.WindowReading.Trip;
import io.sallyport.failure.FailureKind;
import org.junit.jupiter.api.Test;

class EvidenceWindowTest {

    private static final long ORIGIN = -5;
    private static final long SECOND = 1_000_000_000L;

    private final EvidenceWindow window = new EvidenceWindow(EvidencePolicy.defaults(), ORIGIN);

    private void ok(int count, double second) {
        for (int i = 0; i < count; i++) {
            window.add(Tally.ok(i), at(second));
        }
    }

    private void failed(FailureKind kind, int count, int clients, double second) {
        for (int i = 0; i < count; i++) {
            window.add(Tally.failed(kind, i % 2, i % clients), at(second));
        }
    }

    private void slow(int count, int clients, double second) {
        for (int i = 0; i < count; i++) {
            window.add(Tally.slow(i % 2, i % clients), at(second));
        }
    }

    private static long at(double second) {
        return ORIGIN + (long) (second * SECOND);
    }

    @Test
    void holdsTwoSecondsWhenThereAreManyRequests() {
        ok(50, 0);
        ok(30, 1);
        assertThat(window.read(at(1.85)).requests()).isEqualTo(80);
        assertThat(window.read(at(2.15)).requests()).isEqualTo(30);
    }

    @Test
    void holdsTwentyRequestsWhenThereAreFew() {
        for (int second = 0; second < 30; second++) {
            ok(1, second);
        }
        assertThat(window.read(at(30)).requests()).isEqualTo(20);
    }

    @Test
    void holdsNothingOlderThanAMinute() {
        ok(5, 0);
        assertThat(window.read(at(59.8)).requests()).isEqualTo(5);
        assertThat(window.read(at(60.1)).requests()).isZero();
        ok(1, 500);
        assertThat(window.read(at(500)).requests()).isEqualTo(1);
    }

    @Test
    void tripsAtAFifth() {
        ok(81, 0);
        failed(FailureKind.RESET, 19, 5, 0);
        assertThat(window.read(at(0)).trip()).isEqualTo(Trip.NONE);
        failed(FailureKind.RESET, 2, 5, 0);
        assertThat(window.read(at(0)).trip()).isEqualTo(Trip.BROAD);
    }

    @Test
    void slowAnswersOfTheLastSecondTripBesideGoodOnesFromBefore() {
        ok(300, 0.5);
        ok(79, 1.7);
        slow(20, 5, 1.7);
        assertThat(window.read(at(1.8)).trip()).isEqualTo(Trip.BROAD);
    }

    @Test
    void fewRequestsAreNotJudgedByTheLastSecond() {
        ok(40, 0.5);
        ok(10, 1.7);
        slow(5, 5, 1.7);
        assertThat(window.read(at(1.8)).trip()).isEqualTo(Trip.NONE);
    }

    @Test
    void otherFailuresAreNotJudgedByTheLastSecond() {
        ok(300, 0.5);
        ok(10, 1.7);
        failed(FailureKind.RESET, 40, 5, 1.7);
        assertThat(window.read(at(1.8)).trip()).isEqualTo(Trip.NONE);
    }

    @Test
    void oneFailureOfOneIsTooLittle() {
        failed(FailureKind.RESET, 1, 1, 0);
        assertThat(window.read(at(0)).trip()).isEqualTo(Trip.NONE);
        failed(FailureKind.RESET, 3, 2, 0);
        assertThat(window.read(at(0)).trip()).isEqualTo(Trip.NONE);
        failed(FailureKind.RESET, 1, 1, 0);
        assertThat(window.read(at(0)).trip()).isEqualTo(Trip.BROAD);
    }

    @Test
    void oneCallerAloneIsNarrow() {
        for (int i = 0; i < 50; i++) {
            window.add(Tally.failed(FailureKind.RESET, 7, 7), at(0));
        }
        WindowReading reading = window.read(at(0));
        assertThat(reading.trip()).isEqualTo(Trip.NARROW);
        assertThat(reading.clients()).isEqualTo(1);
        assertThat(reading.operations()).isEqualTo(1);
    }

    @Test
    void serverErrorsOfFewClientsAreTheirOwnCase() {
        failed(FailureKind.SERVER_ERROR, 50, 2, 0);
        assertThat(window.read(at(0)).trip()).isEqualTo(Trip.SERVER_ERRORS);
    }

    @Test
    void serverErrorsOfMostClientsAreNoMore() {
        failed(FailureKind.SERVER_ERROR, 50, 20, 0);
        ok(20, 0);
        assertThat(window.read(at(0)).trip()).isEqualTo(Trip.SERVER_ERRORS);
    }

    @Test
    void overloadIsNoEvidence() {
        failed(FailureKind.OVERLOAD, 50, 20, 0);
        assertThat(window.read(at(0)).requests()).isZero();
    }

    @Test
    void forgetsAPeriodThatWasNoEvidence() {
        ok(10, 0);
        failed(FailureKind.RESET, 10, 5, 1);
        window.forgetSince(at(0.9));
        assertThat(window.read(at(1)).requests()).isEqualTo(10);
        assertThat(window.read(at(1)).trip()).isEqualTo(Trip.NONE);
    }
}
