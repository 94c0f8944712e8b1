package io.sallyport.scenarios.drill.result;

import io.sallyport.scenarios.drill.load.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many of some requests failed.
 *
 * @param why what they got, and how many did
 */
public record Tally(int failed, int of, Map<String, Long> why) {

    /** Copies. */
    public Tally {
        why = new TreeMap<>(why);
    }

    /** Counts. */
    public static Tally of(List<Sample> samples) {
        Map<String, Long> why = samples.stream()
                .filter(Sample::isFailed)
                .collect(Collectors.groupingBy(
                        sample -> sample.kind() + " " + Objects.requireNonNull(sample.failure()),
                        Collectors.counting()));
        int failed = (int) samples.stream().filter(Sample::isFailed).count();
        return new Tally(failed, samples.size(), why);
    }

    /** Whether there were any, and none failed. */
    public boolean isFlawless() {
        return of > 0 && failed == 0;
    }

    /** Failed of all; 0/0 is nothing. */
    @Override
    public String toString() {
        return of == 0 ? "none" : failed + "/" + of;
    }
}
