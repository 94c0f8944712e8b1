package io.sallyport.metrics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The samples of the gateway's own meters in a text of the Prometheus format. */
final class Exposition {

    private static final Pattern SAMPLE = Pattern.compile("(sallyport_\\w+)(?:\\{(.*)\\})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final List<String> HISTOGRAM = List.of("_bucket", "_count", "_sum", "_max");

    private record Sample(String name, String labels) {

        Stream<Matcher> pairs() {
            return LABEL.matcher(labels).results().map(result -> {
                Matcher pair = LABEL.matcher(result.group());
                pair.matches();
                return pair;
            });
        }

        Set<String> names() {
            return pairs().map(pair -> pair.group(1))
                    .filter(name -> !(name.equals("le") && this.name.endsWith("_bucket")))
                    .collect(toSet());
        }
    }

    private final List<String> lines;

    Exposition(String text) {
        this.lines = text.lines().toList();
    }

    /** The label sets of each name, those of a histogram's parts under the histogram's name. */
    Map<String, Set<Set<String>>> labels() {
        return samples()
                .collect(groupingBy(sample -> family(sample.name()), TreeMap::new, mapping(Sample::names, toSet())));
    }

    /** The values of a label of one name as it is exported. */
    Set<String> values(String name, String label) {
        return samples()
                .filter(sample -> sample.name().equals(name))
                .flatMap(Sample::pairs)
                .filter(pair -> pair.group(1).equals(label))
                .map(pair -> pair.group(2))
                .collect(toSet());
    }

    /** What stands after {@code # HELP} or {@code # TYPE} and a name; empty where nothing does. */
    String comment(String kind, String name) {
        String prefix = "# " + kind + " " + name + " ";
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).trim())
                .findFirst()
                .orElse("");
    }

    private Stream<Sample> samples() {
        return lines.stream()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Sample(line.group(1), line.group(2) == null ? "" : line.group(2)));
    }

    /** A suffix is cut only where the rest is a histogram of the table: a counter of that ending would show. */
    private static String family(String sample) {
        return HISTOGRAM.stream()
                .filter(sample::endsWith)
                .map(suffix -> sample.substring(0, sample.length() - suffix.length()))
                .filter(Exposition::isHistogram)
                .findFirst()
                .orElse(sample);
    }

    private static boolean isHistogram(String name) {
        return Arrays.stream(Family.values())
                .anyMatch(family -> family.type() == Family.Type.HISTOGRAM
                        && family.prometheusName().equals(name));
    }
}
