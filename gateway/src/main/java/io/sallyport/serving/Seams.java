package io.sallyport.serving;

import io.sallyport.metrics.RequestTotals;
import io.sallyport.serving.history.History;
import io.sallyport.time.Wall;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What {@link Serving} is given from outside.
 *
 * @param memory where the gateway was before a restart
 * @param history where decisions and outages are kept
 * @param wall wall time, for records and weekly drills
 * @param totals what became of requests so far
 * @param replaying whether revocations wait to be carried to the primary; from any thread
 */
public record Seams(
        LastServing memory,
        History history,
        InstantSource wall,
        Supplier<RequestTotals> totals,
        BooleanSupplier replaying) {

    /** Nothing is kept across restarts, and requests are not counted. */
    public static Seams none() {
        return new Seams(LastServing.NONE, History.NONE, Wall.system(), () -> RequestTotals.NONE, () -> false);
    }

    /** The same with another memory. */
    public Seams withMemory(LastServing other) {
        return new Seams(other, history, wall, totals, replaying);
    }
}
