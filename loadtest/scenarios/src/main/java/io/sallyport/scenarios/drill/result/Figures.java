package io.sallyport.scenarios.drill.result;

import io.sallyport.scenarios.drill.load.Kind;
import io.sallyport.scenarios.drill.load.Load;
import io.sallyport.scenarios.drill.load.Sample;
import io.sallyport.scenarios.drill.load.Side;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What a drill measured.
 *
 * @param isSound whether the region that suffered was the one that served
 * @param steadyFailures what failed before the fault
 * @param replaySafe replay-safe requests that were under way at the fault or due from then until the repair
 * @param others all others
 * @param firstSuccess empty where the surviving region answered no token call
 * @param moved how long the replay-safe token calls took that were under way or due between the fault and the switch, and that
 *     the surviving region answered
 * @param switchedSeconds from the fault until the gateway was seen to have left the region
 * @param detectionSeconds the same by the gateway's own account, from the first failure that it saw
 * @param failback requests that were due after the repair
 * @param isBack whether a failback was seen that ended before the load did
 * @param sinceSwitch replay-safe requests that were due after the gateway had left the region, and that the other region can
 *     answer
 * @param throttled requests of the outage that got a 429
 * @param before sessions that the primary opened before the fault
 * @param replicaBorn sessions of this drill that the replica opened
 * @param lateness of the generator
 * @param coverage whether everything was seen that should have been
 */
public record Figures(
        boolean isSound,
        Tally steadyFailures,
        Tally replaySafe,
        Tally others,
        Logins logins,
        Optional<FirstSuccess> firstSuccess,
        Latency moved,
        OptionalDouble switchedSeconds,
        double detectionSeconds,
        Tally failback,
        boolean isBack,
        Tally sinceSwitch,
        int throttled,
        RollCall before,
        RollCall replicaBorn,
        Map<Phase, Latency> phases,
        Latency lateness,
        Coverage coverage) {

    private static final String TOO_MANY_REQUESTS = "429";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Makes them of what was written down. */
    public static Figures of(Course course, Load.Outcome outcome, RollCall before, RollCall replicaBorn) {
        List<Sample> all = outcome.samples();
        List<Sample> hit = those(all, sample -> isHit(sample, course));
        OptionalLong switched = course.switchedNanos();
        return new Figures(
                course.hitTheServingRegion(),
                Tally.of(those(all, sample -> sample.doneNanos() < course.faultNanos())),
                Tally.of(those(hit, sample -> sample.kind().isReplaySafe())),
                Tally.of(those(hit, sample -> !sample.kind().isReplaySafe())),
                Logins.of(outcome.logins(), course),
                firstSuccess(course, all),
                moved(course, hit),
                switched.isPresent()
                        ? OptionalDouble.of((switched.getAsLong() - course.faultNanos()) / NANOS_PER_SECOND)
                        : OptionalDouble.empty(),
                course.detectionSeconds(),
                Tally.of(those(all, sample -> sample.dueNanos() >= course.repairNanos())),
                course.failedBackNanos().orElse(Long.MAX_VALUE) < course.endNanos(),
                Tally.of(those(
                        all,
                        sample -> isAnsweredBy(course.victim().other(), sample.kind())
                                && sample.dueNanos() >= switched.orElse(Long.MAX_VALUE))),
                those(hit, Figures::isThrottled).size(),
                before,
                replicaBorn,
                phases(course, all),
                Latency.of(those(all, sample -> sample.kind().isReplaySafe()).stream()
                        .mapToLong(Sample::latenessNanos)),
                Coverage.of(course, outcome));
    }

    private static boolean isAnsweredBy(Side side, Kind kind) {
        return kind.isReplaySafe() && (side == Side.REPLICA || kind != Kind.REPLICA_REFRESH);
    }

    private static boolean isThrottled(Sample sample) {
        String failure = sample.failure();
        return failure != null && failure.startsWith(TOO_MANY_REQUESTS);
    }

    private static boolean isHit(Sample sample, Course course) {
        return sample.doneNanos() >= course.faultNanos() && sample.dueNanos() < course.repairNanos();
    }

    private static Optional<FirstSuccess> firstSuccess(Course course, List<Sample> all) {
        List<Sample> moved = those(all, sample -> isMoved(sample, course) && sample.doneNanos() >= course.faultNanos());
        OptionalLong firstAnswer = moved.stream().mapToLong(Sample::doneNanos).min();
        return moved.stream()
                .min(Comparator.comparingLong(Sample::dueNanos))
                .map(first -> new FirstSuccess(
                        first.latencyNanos() / NANOS_PER_MILLI,
                        (firstAnswer.orElseThrow() - course.faultNanos()) / NANOS_PER_MILLI));
    }

    private static Latency moved(Course course, List<Sample> hit) {
        long end = course.switchedNanos().orElse(course.repairNanos());
        return Latency.of(hit.stream()
                .filter(sample -> isMoved(sample, course) && sample.dueNanos() < end)
                .mapToLong(Sample::latencyNanos));
    }

    private static boolean isMoved(Sample sample, Course course) {
        return sample.kind().isReplaySafe()
                && sample.signedBy() == course.victim().other();
    }

    private static Map<Phase, Latency> phases(Course course, List<Sample> all) {
        Map<Phase, Latency> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            phases.put(
                    phase,
                    Latency.of(all.stream()
                            .filter(sample -> course.phaseOf(sample.dueNanos()) == phase)
                            .mapToLong(Sample::latencyNanos)));
        }
        return phases;
    }

    private static List<Sample> those(List<Sample> samples, Predicate<Sample> which) {
        return samples.stream().filter(which).toList();
    }
}
