package io.sallyport.scenarios.drill.result;

import io.sallyport.scenarios.drill.load.Side;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What happened when; times are of the {@code Ticker}.
 *
 * @param victim the region that suffered
 * @param faultNanos just before it was told to
 * @param repairNanos just before the repair
 * @param endNanos when the load ended
 * @param sightings of the gateway, in order of time; the first one from before the fault
 * @param looks when the gateway's state was read, changed or not, in order of time
 */
public record Course(
        Side victim, long faultNanos, long repairNanos, long endNanos, List<Sighting> sightings, List<Long> looks) {

    private static final String ON_PRIMARY = "on_primary";
    private static final String FAILING_BACK = "failing_back";
    private static final String BLACKOUT = "blackout";

    /** Copies. */
    public Course {
        sightings = List.copyOf(sightings);
        looks = List.copyOf(looks);
    }

    /** Whether the region that suffered was the one that served: another one's outage shows nothing. */
    public boolean hitTheServingRegion() {
        Side serving = victim.other();
        for (Sighting seen : sightings) {
            serving = seen.nanos() <= faultNanos ? seen.serving() : serving;
        }
        return serving == victim;
    }

    /** When the other region was first seen to serve. */
    public OptionalLong switchedNanos() {
        return first(
                faultNanos,
                seen -> seen.serving() == victim.other() && !seen.state().equals(BLACKOUT));
    }

    /** By the gateway's own account: from the first failure to the decisions of this drill, in seconds; 0 without any. */
    public double detectionSeconds() {
        double before = 0;
        for (Sighting seen : sightings) {
            before = seen.nanos() < faultNanos ? seen.detectionSeconds() : before;
        }
        return sightings.get(sightings.size() - 1).detectionSeconds() - before;
    }

    /** When the primary had all traffic again; the repair where it had it then. */
    public OptionalLong backNanos() {
        return stateAt(repairNanos).equals(ON_PRIMARY)
                ? OptionalLong.of(repairNanos)
                : first(repairNanos, seen -> seen.state().equals(ON_PRIMARY));
    }

    /** When the primary had all traffic again after a failback that was seen; empty without one. */
    public OptionalLong failedBackNanos() {
        OptionalLong switched = switchedNanos();
        OptionalLong began = switched.isPresent()
                ? first(switched.getAsLong(), seen -> seen.state().equals(FAILING_BACK))
                : OptionalLong.empty();
        return began.isPresent()
                ? first(began.getAsLong(), seen -> seen.state().equals(ON_PRIMARY))
                : OptionalLong.empty();
    }

    /** The longest time from the fault to the end in which nobody looked. */
    public long longestGapNanos() {
        long longest = 0;
        long last = faultNanos;
        for (long look : looks) {
            if (look > faultNanos && look < endNanos) {
                longest = Math.max(longest, look - last);
                last = look;
            }
        }
        return Math.max(longest, endNanos - last);
    }

    /** The phase to which a request belongs that was due then. */
    public Phase phaseOf(long dueNanos) {
        if (dueNanos < faultNanos) {
            return Phase.STEADY;
        }
        if (dueNanos < repairNanos) {
            return Phase.OUTAGE;
        }
        if (dueNanos >= backNanos().orElse(Long.MAX_VALUE)) {
            return Phase.AFTER;
        }
        long failback =
                first(repairNanos, seen -> seen.state().equals(FAILING_BACK)).orElse(Long.MAX_VALUE);
        return dueNanos < failback ? Phase.RECOVERY : Phase.FAILBACK;
    }

    private String stateAt(long nanos) {
        String state = "";
        for (Sighting seen : sightings) {
            state = seen.nanos() <= nanos ? seen.state() : state;
        }
        return state;
    }

    private OptionalLong first(long from, Predicate<Sighting> wanted) {
        return sightings.stream()
                .filter(seen -> seen.nanos() >= from)
                .filter(wanted)
                .mapToLong(Sighting::nanos)
                .findFirst();
    }
}
