package io.sallyport.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/** The meter of the log itself. */
public final class LogMeters {

    // A registry holds it weakly.
    private final LongSupplier dropped;

    /**
     * Publishes the meter, for as long as this object is held.
     *
     * @param dropped how many lines were dropped since the process began; never falls
     */
    public LogMeters(MeterRegistry registry, LongSupplier dropped) {
        this.dropped = dropped;
        Family.LOG_LINES_DROPPED.counter(registry, this.dropped);
    }
}
