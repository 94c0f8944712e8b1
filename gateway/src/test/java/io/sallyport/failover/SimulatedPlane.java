package io.sallyport.failover;

import io.sallyport.failover.evidence.Ended;
import io.sallyport.failover.evidence.Evidence;
import io.sallyport.failover.evidence.Silence;
import io.sallyport.failover.evidence.Tally;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Plane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One plane of one region under watch, as the shell does it: what requests tell waits for the tick, rounds keep their order. */
final class SimulatedPlane {

    private static final int PROBE_TIMEOUT = 1_000;
    private static final int NORMAL = 1_000;
    private static final int MOST_ROUNDS = 12;

    private static final class Round {
        private final long sent;
        private Weather.@Nullable Answer answer;

        Round(long sent) {
            this.sent = sent;
        }
    }

    private final Simulation simulation;
    private final RegionName region;
    private final Plane plane;
    private final Deque<Round> rounds = new ArrayDeque<>();
    private Silence silence = Silence.NONE;
    private final List<Ended> ended = new ArrayList<>();
    private Tally tally = Tally.NONE;
    private long probedAt = Long.MIN_VALUE / 2;

    SimulatedPlane(Simulation simulation, RegionName region, Plane plane) {
        this.simulation = simulation;
        this.region = region;
        this.plane = plane;
    }

    void observe(Tally outcome, long sentNanos) {
        boolean isConnection = outcome.connection() + outcome.overdue() > 0;
        if (!isConnection || !silence.covers(sentNanos, simulation.nanos())) {
            tally = tally.plus(outcome);
        }
    }

    void ended(Ended request, long sentNanos) {
        boolean isConnection = request.failure()
                .filter(kind -> kind.verdict() == FailureKind.Verdict.CONNECTION)
                .isPresent();
        if (!isConnection || !silence.covers(sentNanos, simulation.nanos())) {
            ended.add(request);
        }
    }

    void feed(Evidence evidence, long nanos) {
        evidence.outcomes(region, plane, tally, nanos);
        tally = Tally.NONE;
        ended.forEach(request -> evidence.ended(region, plane, request, nanos));
        ended.clear();
        for (Round first = rounds.peekFirst(); first != null && first.answer != null; first = rounds.peekFirst()) {
            rounds.removeFirst();
            long sent = first.sent;
            Optional<FailureKind> failure = first.answer.failure();
            failure.ifPresentOrElse(
                    kind -> evidence.probeFailed(region, plane, kind, sent, nanos),
                    () -> evidence.probeGood(region, plane, nanos));
        }
        silence = evidence.silence();
    }

    void probeIfDue(Evidence evidence, long nanos) {
        boolean isFast = evidence.probesFast(region, plane, nanos);
        boolean mustWait = isFast ? rounds.size() >= MOST_ROUNDS : !rounds.isEmpty();
        int interval = (isFast ? Simulation.TICK : NORMAL) - Simulation.TICK / 2;
        if (mustWait || simulation.clock() - probedAt < interval) {
            return;
        }
        probedAt = simulation.clock();
        Round round = new Round(nanos);
        rounds.addLast(round);
        simulation.ask(region, true, plane, -1, PROBE_TIMEOUT, answer -> round.answer = answer);
    }
}
