package io.sallyport.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Meters of the event streams to front ends. Thread-safe. */
public final class StreamMeters {

    /** Why the gateway ended a stream, or did not begin it. */
    public enum End {
        /** Too many are open. */
        FULL,
        /** Too many of this source are open. */
        SOURCE_FULL,
        /** The client does not read. */
        SLOW,
        /** The gateway stops. */
        DRAIN;

        private String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final MeterRegistry registry;
    private final Map<End, Counter> ended = new EnumMap<>(End.class);

    /** Makes the meters. */
    public StreamMeters(MeterRegistry registry) {
        this.registry = registry;
        for (End end : End.values()) {
            ended.put(end, Family.EVENT_STREAMS_ENDED.counter(registry, end.tag()));
        }
    }

    /** Publishes how many are open. */
    public void open(Supplier<Number> count) {
        Family.EVENT_STREAMS.gauge(registry, count);
    }

    /** Counts an end. */
    public void ended(End end) {
        Objects.requireNonNull(ended.get(end)).increment();
    }
}
