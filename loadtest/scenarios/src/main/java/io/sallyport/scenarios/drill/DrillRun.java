package io.sallyport.scenarios.drill;

import io.sallyport.scenarios.drill.load.Load;
import io.sallyport.scenarios.drill.load.Session;
import io.sallyport.scenarios.drill.load.Side;
import io.sallyport.scenarios.drill.result.Course;
import io.sallyport.scenarios.drill.result.Figures;
import io.sallyport.scenarios.drill.result.Result;
import io.sallyport.scenarios.drill.result.RollCall;
import io.sallyport.scenarios.drill.result.Sighting;
import io.sallyport.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Carries out one drill after the other on the same ground. */
final class DrillRun {

    /** For a failback that did not end with its drill: the next one must not begin before. */
    private static final Duration LONGEST_FAILBACK = Duration.ofSeconds(90);

    private final Ground ground;
    private final Load load;
    private final StateWatch watch;
    private final Ticker ticker;

    DrillRun(Ground ground, Load load, StateWatch watch, Ticker ticker) {
        this.ground = ground;
        this.load = load;
        this.watch = watch;
        this.ticker = ticker;
    }

    /** Carries it out, where the gateway serves the primary; some half a minute. */
    Result of(Drill drill) throws IOException, InterruptedException {
        Timeline timeline = drill.timeline();
        int sightingsBefore = watch.sightings().size();
        long start = ticker.nanos();
        Load.Running running = load.start(drill.schedule(), timeline.whole());
        for (Drill.Step step : drill.prelude()) {
            awaitNanos(start + step.at().toNanos());
            step.act().on(ground);
        }
        long fault = at(start, timeline.steady(), drill.fault());
        long repair = at(start, timeline.steady().plus(timeline.outage()), drill.repair());
        long end = start + timeline.whole().toNanos();
        Load.Outcome outcome = running.await();
        boolean cameBack = watch.await("on_primary", LONGEST_FAILBACK);
        Course course =
                new Course(drill.victim(), fault, repair, end, sightings(sightingsBefore), watch.looksSince(start));
        RollCall before = rollCall(
                outcome.sessions(), session -> session.bornAt() == Side.PRIMARY && session.bornNanos() < fault);
        RollCall replicaBorn = rollCall(outcome.sessions(), session -> session.bornAt() == Side.REPLICA);
        return new Result(
                drill.name(),
                drill.schedule().requestsPerSecond(),
                !drill.prelude().isEmpty(),
                cameBack,
                drill.goals(),
                Figures.of(course, outcome, before, replicaBorn));
    }

    /** Acts when it is time, and says when that was. */
    private long at(long start, Duration offset, Drill.Act act) throws IOException, InterruptedException {
        awaitNanos(start + offset.toNanos());
        long now = ticker.nanos();
        act.on(ground);
        return now;
    }

    /** This drill's changes, and the last one before it. */
    private List<Sighting> sightings(int before) {
        List<Sighting> all = watch.sightings();
        return new ArrayList<>(all.subList(Math.max(0, before - 1), all.size()));
    }

    private RollCall rollCall(List<Session> sessions, Predicate<Session> which) throws InterruptedException {
        List<Session> asked = sessions.stream().filter(which).toList();
        return new RollCall(load.rollCall(asked), asked.size());
    }

    private void awaitNanos(long time) {
        for (long left = time - ticker.nanos(); left > 0; left = time - ticker.nanos()) {
            LockSupport.parkNanos(left);
        }
    }
}
