package io.sallyport.scenarios.drill.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.scenarios.drill.load.Kind;
import io.sallyport.scenarios.drill.load.Load;
import io.sallyport.scenarios.drill.load.LoginRecord;
import io.sallyport.scenarios.drill.load.Planned;
import io.sallyport.scenarios.drill.load.Sample;
import io.sallyport.scenarios.drill.load.Side;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final RollCall NOBODY = new RollCall(0, 0);

    /** In milliseconds: fault at 1,000, switch at 1,200, repair at 2,000, back at 3,000. */
    private static final Course COURSE = new Course(
            Side.PRIMARY,
            nanos(1_000),
            nanos(2_000),
            nanos(4_000),
            List.of(
                    new Sighting(0, "on_primary", Side.PRIMARY, 0),
                    new Sighting(nanos(1_200), "on_replica", Side.REPLICA, 0.15),
                    new Sighting(nanos(2_500), "failing_back", Side.REPLICA, 0.15),
                    new Sighting(nanos(3_000), "on_primary", Side.PRIMARY, 0.15)),
            List.of(nanos(1_200), nanos(2_500), nanos(3_000)));

    @Test
    void requestsUnderWayAtTheFaultOrDueUntilTheRepairAreTheOutages() {
        Figures figures = figures(
                sample(Kind.REFRESH, 100, 110, "503", null),
                sample(Kind.REFRESH, 990, 1_010, "503", null),
                sample(Kind.CLIENT_CREDENTIALS, 1_999, 2_100, null, Side.REPLICA),
                sample(Kind.CODE, 1_500, 1_510, "400 invalid_grant", null),
                sample(Kind.REFRESH, 2_000, 2_010, "503", null),
                sample(Kind.REFRESH, 2_900, 2_910, null, Side.PRIMARY));

        assertThat(figures.steadyFailures()).isEqualTo(new Tally(1, 1, Map.of("REFRESH 503", 1L)));
        assertThat(figures.replaySafe()).isEqualTo(new Tally(1, 2, Map.of("REFRESH 503", 1L)));
        assertThat(figures.others()).isEqualTo(new Tally(1, 1, Map.of("CODE 400 invalid_grant", 1L)));
        assertThat(figures.failback()).isEqualTo(new Tally(1, 2, Map.of("REFRESH 503", 1L)));
    }

    @Test
    void theFirstSuccessIsTheEarliestRequestsThatTheOtherRegionAnsweredEvenIfALaterOneWasAnsweredBefore() {
        Figures figures = figures(
                sample(Kind.REFRESH, 985, 1_005, null, Side.PRIMARY),
                sample(Kind.REFRESH, 1_001, 1_010, null, Side.REPLICA),
                sample(Kind.CLIENT_CREDENTIALS, 990, 1_020, null, Side.REPLICA),
                sample(Kind.CODE, 988, 1_002, null, Side.REPLICA));

        assertThat(figures.firstSuccess()).hasValue(new FirstSuccess(30, 10));
    }

    @Test
    void movedRequestsAreThoseOfTheTimeUntilTheSwitch() {
        Figures figures = figures(
                sample(Kind.REFRESH, 990, 1_020, null, Side.REPLICA),
                sample(Kind.REFRESH, 1_199, 1_209, null, Side.REPLICA),
                sample(Kind.REFRESH, 1_200, 1_700, null, Side.REPLICA),
                sample(Kind.REFRESH, 1_100, 1_800, null, Side.PRIMARY));

        assertThat(figures.moved()).isEqualTo(new Latency(2, 10, 30, 30));
        assertThat(figures.switchedSeconds()).hasValue(0.2);
        assertThat(figures.isBack()).isTrue();
    }

    @Test
    void aLoginIsCutWhereItBreaksAfterTheRepair() {
        LoginRecord restarted = login(false, restart(1_500, true));
        LoginRecord cut = login(false, restart(1_100, false), restart(2_600, false));
        LoginRecord lost = login(true, restart(500, false));

        Figures figures = Figures.of(
                COURSE,
                new Load.Outcome(List.of(), List.of(restarted, cut, lost), List.of(), new Planned(0, 3)),
                NOBODY,
                NOBODY);

        assertThat(figures.logins().of()).isEqualTo(3);
        assertThat(figures.logins().restarted()).isEqualTo(2);
        assertThat(figures.logins().cut()).isEqualTo(1);
        assertThat(figures.logins().lost()).isEqualTo(1);
        assertThat(figures.logins().why()).containsEntry("FAILBACK: form got 400", 1L);
    }

    @Test
    void whatTheOtherRegionCanAnswerIsCountedSinceTheSwitch() {
        Figures figures = figures(
                sample(Kind.REFRESH, 1_199, 1_209, "503", null),
                sample(Kind.REFRESH, 1_200, 1_210, "429", null),
                sample(Kind.REPLICA_REFRESH, 1_300, 1_310, null, Side.REPLICA),
                sample(Kind.CODE, 1_400, 1_410, "400", null));

        assertThat(figures.sinceSwitch()).isEqualTo(new Tally(1, 2, Map.of("REFRESH 429", 1L)));
        assertThat(figures.throttled()).isEqualTo(1);
    }

    @Test
    void aScheduleThatWasNotBegunWholeIsNotCovered() {
        Sample one = sample(Kind.REFRESH, 100, 110, null, Side.PRIMARY);
        Sample step = sample(Kind.CODE, 100, 110, null, Side.PRIMARY);

        assertThat(figures(one, step).coverage().isWhole()).isFalse();
        assertThat(figures(one, one).coverage().isWhole()).isTrue();
        assertThat(figures(one).coverage().longestGapSeconds()).isEqualTo(1.3);
        assertThat(figures(one).coverage().isWatched()).isFalse();
        assertThat(new Coverage(0, 0, 0).isWhole()).isFalse();
    }

    @Test
    void latenessIsTheGeneratorsAlone() {
        Sample late = new Sample(Kind.REFRESH, nanos(100), nanos(107), nanos(300), null, Side.PRIMARY);

        Figures figures = figures(late);

        assertThat(figures.lateness()).isEqualTo(new Latency(1, 7, 7, 7));
        assertThat(figures.phases()).containsEntry(Phase.STEADY, new Latency(1, 200, 200, 200));
    }

    private static Figures figures(Sample... samples) {
        return Figures.of(
                COURSE, new Load.Outcome(List.of(samples), List.of(), List.of(), new Planned(2, 0)), NOBODY, NOBODY);
    }

    private static Sample sample(Kind kind, long due, long done, @Nullable String failure, @Nullable Side signedBy) {
        return new Sample(kind, nanos(due), nanos(due), nanos(done), failure, signedBy);
    }

    private static LoginRecord login(boolean isLost, LoginRecord.Restart... restarts) {
        return new LoginRecord(List.of(restarts), isLost);
    }

    private static LoginRecord.Restart restart(long due, boolean byGateway) {
        return new LoginRecord.Restart(nanos(due), byGateway, "form got 400");
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }
}
