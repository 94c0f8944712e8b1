package io.sallyport.scenarios.jmh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Rounds of measurements beside rounds of the yardstick. */
final class Ratios {

    private final List<Double> yardsticks = new ArrayList<>();
    private final Map<String, List<Measurement>> measurements = new HashMap<>();

    void yardstick(double perSecond) {
        yardsticks.add(perSecond);
    }

    void add(String name, Measurement measurement) {
        measurements.computeIfAbsent(name, key -> new ArrayList<>()).add(measurement);
    }

    /** Prints medians; a ratio is the median of each round's own, so that a busy moment spoils one round alone. */
    void print(List<String> names) {
        System.out.printf(
                "%n%-12s %10s %12s %12s %10s   %s%n", "RS256", "ns", "a second", "bytes an op", "x openssl", "rounds");
        if (!yardsticks.isEmpty()) {
            double perSecond = median(yardsticks);
            row(
                    "openssl",
                    1e9 / perSecond,
                    perSecond,
                    Double.NaN,
                    yardsticks.stream().map(each -> 1.0).toList());
        }
        for (String name : names) {
            List<Measurement> all = measurements.getOrDefault(name, List.of());
            double nanos = median(all.stream().map(Measurement::nanos).toList());
            row(
                    name,
                    nanos,
                    1e9 / nanos,
                    median(all.stream().map(Measurement::bytes).toList()),
                    ratios(all));
        }
    }

    private List<Double> ratios(List<Measurement> all) {
        return IntStream.range(0, Math.min(all.size(), yardsticks.size()))
                .mapToObj(round -> all.get(round).perSecond() / yardsticks.get(round))
                .toList();
    }

    private static void row(String name, double nanos, double perSecond, double bytes, List<Double> ratios) {
        System.out.printf(
                Locale.ROOT,
                "%-12s %10.0f %12.0f %12s %10s   %s%n",
                name,
                nanos,
                perSecond,
                Double.isNaN(bytes) ? "-" : String.format(Locale.ROOT, "%.0f", bytes),
                ratios.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", median(ratios)),
                ratios.stream()
                        .map(each -> String.format(Locale.ROOT, "%.2f", each))
                        .toList());
    }

    /** With an even number of values the mean of the two in the middle. */
    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
