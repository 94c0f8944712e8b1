package io.sallyport.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;

/** A state as one 0/1 gauge a value: exactly one of them is 1 once a state is set, none before. */
final class StateGauge {

    private final AtomicReference<String> current = new AtomicReference<>("");

    /**
     * Makes the gauges.
     *
     * @param states what it can be: the values of the family's last label
     * @param of the values of the labels before it
     */
    StateGauge(MeterRegistry registry, Family family, Collection<String> states, String... of) {
        for (String state : states) {
            String[] values = Arrays.copyOf(of, of.length + 1);
            values[of.length] = state;
            family.gauge(registry, () -> state.equals(current.get()) ? 1 : 0, values);
        }
    }

    void set(String value) {
        current.set(value);
    }
}
