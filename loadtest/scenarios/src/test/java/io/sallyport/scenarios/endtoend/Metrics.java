package io.sallyport.scenarios.endtoend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One reading of the metrics in Prometheus' text format. */
record Metrics(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /** One line. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static Metrics parse(String text) {
        List<Sample> samples = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.startsWith("#")) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new AssertionError("no line of Prometheus' text format: " + line);
                }
                String labels = matcher.group(2) == null ? "" : matcher.group(2);
                samples.add(new Sample(matcher.group(1), labels(labels), Double.parseDouble(matcher.group(3))));
            }
        }
        return new Metrics(samples);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher matcher = LABEL.matcher(text);
        while (matcher.find()) {
            labels.put(matcher.group(1), matcher.group(2));
        }
        return labels;
    }

    /** The sum of all series of that name that have at least these labels; 0 where there is none. */
    double sum(String name, Map<String, String> labels) {
        return of(name).stream()
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** The names of the labels that the series of that name have, each combination once. */
    Set<Set<String>> labelNames(String name) {
        return of(name).stream().map(sample -> sample.labels().keySet()).collect(Collectors.toSet());
    }

    /** The value of a label in those series of a name that are 1. */
    Set<String> set(String name, String label) {
        return of(name).stream()
                .filter(sample -> sample.value() == 1)
                .map(sample -> sample.labels().getOrDefault(label, ""))
                .collect(Collectors.toSet());
    }

    /** Every value of a label in the series of a name. */
    Set<String> values(String name, String label) {
        return of(name).stream()
                .map(sample -> sample.labels().getOrDefault(label, ""))
                .collect(Collectors.toSet());
    }

    private List<Sample> of(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }
}
