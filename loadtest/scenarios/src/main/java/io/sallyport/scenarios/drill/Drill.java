package io.sallyport.scenarios.drill;

import io.sallyport.scenarios.drill.load.Schedule;
import io.sallyport.scenarios.drill.load.Side;
import io.sallyport.scenarios.drill.result.Goals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * One outage under load.
 *
 * @param name how it is called on the command line
 * @param prelude what happens before, at times from the first request on
 * @param victim the region that suffers
 * @param fault begins the outage
 * @param repair ends it
 * @param goals what is wanted of it
 */
record Drill(
        String name,
        Schedule schedule,
        Timeline timeline,
        List<Step> prelude,
        Side victim,
        Act fault,
        Act repair,
        Goals goals) {

    /** Something that is done to the ground. */
    @FunctionalInterface
    interface Act {
        void on(Ground ground) throws IOException, InterruptedException;
    }

    /** An act and its time. */
    record Step(Duration at, Act act) {}
}
