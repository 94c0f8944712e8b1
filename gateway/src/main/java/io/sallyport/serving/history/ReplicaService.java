package io.sallyport.serving.history;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a replica served, by the decisions on record: from the move to it until another region serves, the steps of a failback
 * included; of a drill from its beginning to its end. Immutable; looking up takes no lock and allocates nothing.
 */
public final class ReplicaService {

    /** None ever did. */
    public static final ReplicaService NEVER = new ReplicaService(List.of());

    /** The most times that are kept. */
    static final int MOST = 100;

    /** How long ago it may have ended: as long as a session usually lives at most. */
    static final Duration OLDEST = Duration.ofDays(30);

    /** How far a region's clock may be from the gateway's. */
    static final long TOLERANCE_SECONDS = 5;

    private static final long GOES_ON = Long.MAX_VALUE;

    /** The oldest first. Only the last may go on. */
    private final List<Time> times;

    private record Time(RegionName region, long fromSecond, long untilSecond, boolean isDrill) {

        boolean goesOn() {
            return untilSecond == GOES_ON;
        }

        boolean holds(long second) {
            return second + TOLERANCE_SECONDS >= fromSecond && second - TOLERANCE_SECONDS <= untilSecond;
        }

        Time until(Instant end) {
            return goesOn() ? new Time(region, fromSecond, end.getEpochSecond(), isDrill) : this;
        }
    }

    private ReplicaService(List<Time> times) {
        this.times = times;
    }

    /** Whether none is known. */
    public boolean isNever() {
        return times.isEmpty();
    }

    /** The replica that served then, give or take a few seconds; null where none did. */
    public @Nullable RegionName at(Instant time) {
        long second = time.getEpochSecond();
        for (int i = times.size() - 1; i >= 0; i--) {
            Time each = times.get(i);
            if (each.holds(second)) {
                return each.region();
            }
        }
        return null;
    }

    /** The same after one decision more. */
    ReplicaService after(DecisionRecord decision) {
        return switch (decision.kind()) {
            case TRANSITION -> moved(decision);
            case DRILL_BEGAN -> ended(decision.at()).begun(decision, true);
            // A move that ends a drill is on record before the drill's end.
            case DRILL_ENDED -> isGoingOn(true) ? ended(decision.at()) : this;
            default -> this;
        };
    }

    private ReplicaService moved(DecisionRecord move) {
        if (isGoingOn(false) && last().region().value().equals(move.region())) {
            return this;
        }
        boolean isToReplica = move.to().equals(ControllerState.Name.ON_REPLICA.tag())
                || move.to().equals(ControllerState.Name.FAILING_BACK.tag());
        ReplicaService ended = ended(move.at());
        return isToReplica ? ended.begun(move, false) : ended;
    }

    private boolean isGoingOn(boolean isDrill) {
        return !isNever() && last().goesOn() && last().isDrill() == isDrill;
    }

    private Time last() {
        return times.get(times.size() - 1);
    }

    private ReplicaService begun(DecisionRecord decision, boolean isDrill) {
        Time time = new Time(new RegionName(decision.region()), decision.at().getEpochSecond(), GOES_ON, isDrill);
        return new ReplicaService(
                Stream.concat(times.stream().skip(Math.max(0, times.size() - MOST + 1)), Stream.of(time))
                        .toList());
    }

    private ReplicaService ended(Instant end) {
        return new ReplicaService(times.stream().map(each -> each.until(end)).toList());
    }

    /** The same without what is too long ago. */
    ReplicaService remembered(Instant now) {
        long oldest = now.minus(OLDEST).getEpochSecond();
        return isNever() || times.get(0).untilSecond() >= oldest
                ? this
                : new ReplicaService(times.stream()
                        .filter(each -> each.untilSecond() >= oldest)
                        .toList());
    }
}
