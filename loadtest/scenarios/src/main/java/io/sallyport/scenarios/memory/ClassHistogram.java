package io.sallyport.scenarios.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lives in a Java heap, as {@code jcmd PID GC.class_histogram} counts it: after a full collection and before anything
 * else runs, so that neither garbage nor the heap's own rounding is in it.
 *
 * @param bytes of all live objects
 * @param byClass the same of each class, by its name
 */
record ClassHistogram(long bytes, Map<String, Long> byClass) {

    private static final Pattern ROW = Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** Copies. */
    ClassHistogram {
        byClass = Map.copyOf(byClass);
    }

    /**
     * Reads the command's output.
     *
     * @throws IllegalArgumentException where it is something else
     */
    static ClassHistogram parse(String output) {
        Matcher total = TOTAL.matcher(output);
        if (!total.find()) {
            throw new IllegalArgumentException("no histogram: " + output);
        }
        Map<String, Long> byClass = new HashMap<>();
        Matcher row = ROW.matcher(output);
        while (row.find()) {
            // Two loaders may have classes of one name.
            byClass.merge(row.group(2), Long.parseLong(row.group(1)), Long::sum);
        }
        return new ClassHistogram(Long.parseLong(total.group(1)), byClass);
    }

    /** How many bytes more there are of a class than there were. */
    long growthOf(String className, ClassHistogram before) {
        return byClass.getOrDefault(className, 0L) - before.byClass.getOrDefault(className, 0L);
    }
}
