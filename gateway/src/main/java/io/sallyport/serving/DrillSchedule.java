package io.sallyport.serving;

import io.sallyport.failover.Input;
import io.sallyport.failover.WeeklyDrill;
import io.sallyport.serving.history.DecisionRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Says when a weekly drill is due: once a window, however it ended, across restarts too. One that cannot begin is tried again
 * while its window is open. On the controller's event loop alone.
 */
final class DrillSchedule {

    private final Optional<WeeklyDrill> weekly;
    private final InstantSource wall;
    private Instant done = Instant.MIN;
    private Instant told = Instant.MIN;

    DrillSchedule(Optional<WeeklyDrill> weekly, InstantSource wall) {
        this.weekly = weekly;
        this.wall = wall;
    }

    /** Recalls the last one that began; newest first. */
    void recall(List<DecisionRecord> decisions) {
        decisions.stream()
                .filter(decision -> decision.kind() == DecisionRecord.Kind.DRILL_BEGAN)
                .filter(decision -> decision.by().equals(WeeklyDrill.SCHEDULE))
                .findFirst()
                .ifPresent(decision -> done = decision.at());
    }

    /** The drill that is due. A window that opened before the last drill began is that drill's, or one gone by. */
    Optional<Input.Drill> due() {
        Instant now = wall.instant();
        return weekly.flatMap(drill ->
                drill.opened(now).filter(opened -> opened.isAfter(done)).map(opened -> drill.order(opened, now)));
    }

    /** Whether nobody was told yet that this window's drill cannot begin. */
    boolean isUntold() {
        Instant now = wall.instant();
        Optional<Instant> opened = weekly.flatMap(drill -> drill.opened(now));
        boolean isNew = opened.filter(window -> window.isAfter(told)).isPresent();
        opened.ifPresent(window -> told = window);
        return isNew;
    }

    /** The drill that was due began. */
    void begun() {
        done = wall.instant();
    }
}
