package io.sallyport.scenarios.memory;

import io.sallyport.scenarios.drill.result.Setting;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures for people. */
final class MemoryTable {

    private static final int CLASSES = 8;

    private final PrintStream out;

    MemoryTable(PrintStream out) {
        this.out = out;
    }

    void print(Setting setting, List<String> conditions, Outcome outcome) {
        line("");
        line(
                "Half-done logins, %s, %s, %s, %d cores",
                setting.date(), setting.jdk(), setting.system(), setting.cores());
        conditions.forEach(condition -> line("- %s", condition));
        verdicts(outcome.growths());
        steps(outcome.growths());
        classes(outcome.growths());
        line("");
        line("%d logins failed while they began, and were begun again", outcome.failed());
        line(
                "%d of %d half-done logins were finished: code and tokens  %s",
                outcome.finished(), outcome.asked(), pass(outcome.finished() == outcome.asked()));
    }

    private void verdicts(List<Growth> growths) {
        line("");
        line(
                "%-14s %7s %13s %13s %16s %11s %13s %16s",
                "BEGUN BY",
                "logins",
                "heap before",
                "after",
                "bytes a login",
                "wanted",
                "direct after",
                "bytes a login");
        for (Growth growth : growths) {
            Range wanted = growth.beginning().wanted();
            line(
                    "%-14s %,7d %,13d %,13d %16s %11s %,13d %16s  %s",
                    growth.beginning().label(),
                    growth.last().logins(),
                    growth.first().median().bytes(),
                    growth.last().median().bytes(),
                    slope(growth.heap()),
                    String.format(Locale.ROOT, "%.0f to %.0f", wanted.low(), wanted.high()),
                    growth.last().direct(),
                    slope(growth.direct()),
                    pass(growth.isReached()));
        }
    }

    private void steps(List<Growth> growths) {
        line("");
        line("%-14s live heap in bytes at each step, and how far its readings lie apart", "STEPS");
        for (Growth growth : growths) {
            line(
                    "%-14s %s",
                    growth.beginning().label(),
                    growth.checkpoints().stream()
                            .map(each -> String.format(
                                    Locale.ROOT, "%,d (%,d)", each.median().bytes(), each.width()))
                            .collect(Collectors.joining("  ")));
        }
    }

    private void classes(List<Growth> growths) {
        line("");
        line("%-14s bytes a login by class, of a byte and more", "GROWN");
        for (Growth growth : growths) {
            String grown = growth.byClass().stream()
                    .limit(CLASSES)
                    .map(MemoryTable::grown)
                    .collect(Collectors.joining(", "));
            line("%-14s %s", growth.beginning().label(), grown.isEmpty() ? "none" : grown);
        }
    }

    private static String grown(Map.Entry<String, Double> each) {
        return String.format(Locale.ROOT, "%.1f %s", each.getValue(), each.getKey());
    }

    private static String slope(Line line) {
        return String.format(Locale.ROOT, "%.1f +- %.1f", line.slope(), line.spread());
    }

    private static String pass(boolean isReached) {
        return isReached ? "PASS" : "MISS";
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
