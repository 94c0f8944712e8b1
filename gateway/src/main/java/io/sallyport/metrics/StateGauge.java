package io.sallyport.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;

/** A state as one 0/1 gauge a value: exactly one of them is 1 once a state is set, none before. */
final class StateGauge {

    private final AtomicReference<String> current = new AtomicReference<>("");

    StateGauge(
            MeterRegistry registry,
            String name,
            String description,
            String label,
            Collection<String> values,
            Tags tags) {
        for (String value : values) {
            Gauge.builder(name, current, held -> value.equals(held.get()) ? 1 : 0)
                    .description(description)
                    .tags(tags.and(label, value))
                    .strongReference(true)
                    .register(registry);
        }
    }

    void set(String value) {
        current.set(value);
    }
}
