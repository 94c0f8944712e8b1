package io.sallyport.scenarios.drill.load;

import java.util.ArrayList;
import java.util.List;

/** Where every request is written down; from any thread. */
final class Samples {

    private final List<Sample> all = new ArrayList<>();

    synchronized void add(Sample sample) {
        all.add(sample);
    }

    synchronized void clear() {
        all.clear();
    }

    synchronized List<Sample> copy() {
        return List.copyOf(all);
    }
}
