package io.sallyport.scenarios.drill.result;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables for people. */
public final class TableReport {

    private final PrintStream out;

    /** Prints to {@code out}. */
    public TableReport(PrintStream out) {
        this.out = out;
    }

    /** Everything. */
    public void print(Setting setting, List<String> conditions, List<Result> results) {
        line("");
        line("Failover drills, %s, %s, %s, %d cores", setting.date(), setting.jdk(), setting.system(), setting.cores());
        conditions.forEach(condition -> line("- %s", condition));
        outages(results);
        failbacks(results);
        phases(results);
        verdicts(results);
        route53(results);
    }

    private void outages(List<Result> results) {
        line("");
        line(
                "%-16s %5s %12s %10s %11s %9s %12s %22s %11s",
                "OUTAGE",
                "req/s",
                "replay-safe",
                "others",
                "logins",
                "logins",
                "first other",
                "moved ms",
                "left after");
        line(
                "%-16s %5s %12s %10s %11s %9s %12s %22s %11s",
                "", "", "failed", "failed", "restarted", "lost", "region ms", "p50/p99/max", "s");
        for (Result result : results) {
            Figures it = result.figures();
            line(
                    "%-16s %5d %12s %10s %11s %9d %12s %22s %11s",
                    result.drill(),
                    result.requestsPerSecond(),
                    it.replaySafe(),
                    it.others(),
                    it.logins().restarted() + "/" + it.logins().of(),
                    it.logins().lost(),
                    it.firstSuccess().map(first -> number(first.millis())).orElse("never"),
                    distribution(it.moved()),
                    it.switchedSeconds().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%.2f", it.switchedSeconds().getAsDouble())
                            : "stayed");
        }
    }

    private void failbacks(List<Result> results) {
        line("");
        line(
                "%-16s %12s %10s %16s %14s %10s",
                "FAILBACK", "lost", "logins cut", "sessions before", "replica-born", "complete");
        for (Result result : results) {
            Figures it = result.figures();
            line(
                    "%-16s %12s %10d %16s %14s %10s",
                    result.drill(),
                    it.failback(),
                    it.logins().cut(),
                    it.before(),
                    it.replicaBorn(),
                    it.isBack() ? "yes" : "no");
        }
    }

    private void phases(List<Result> results) {
        line("");
        line("%-16s %s", "LATENCY ms", "p50/p99/max of all requests, from when each was due");
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-16s", ""));
        for (Phase phase : Phase.values()) {
            head.append(String.format(Locale.ROOT, " %20s", phase.name().toLowerCase(Locale.ROOT)));
        }
        line("%s %20s", head, "generator late");
        for (Result result : results) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-16s", result.drill()));
            for (Map.Entry<Phase, Latency> phase : result.figures().phases().entrySet()) {
                row.append(String.format(Locale.ROOT, " %20s", distribution(phase.getValue())));
            }
            line("%s %20s%s", row, distribution(result.figures().lateness()), result.isValid() ? "" : "  INVALID");
        }
    }

    private void verdicts(List<Result> results) {
        line("");
        line("%-16s %-48s %-14s", "TARGETS", "", "measured");
        for (Result result : results) {
            for (Verdict verdict : result.verdicts()) {
                line(
                        "%-16s %-48s %-14s %s",
                        verdict.drill(), verdict.target(), verdict.measured(), verdict.isReached() ? "PASS" : "MISS");
            }
            if (!result.isValid()) {
                line("%-16s INVALID: %s", result.drill(), String.join("; ", result.objections()));
            }
        }
    }

    private void route53(List<Result> results) {
        int rate = results.stream().mapToInt(Result::requestsPerSecond).max().orElse(0);
        line("");
        line(
                "Route 53 alone: %d checks of %d s + TTL of %d s = %d s until the last client asks the other region;"
                        + " at %d requests a second %d requests.",
                Route53.CHECKS,
                Route53.INTERVAL_SECONDS,
                Route53.TTL_SECONDS,
                Route53.seconds(),
                rate,
                Route53.requests(rate));
    }

    private static String distribution(Latency latency) {
        return latency.count() == 0
                ? "-"
                : number(latency.p50()) + "/" + number(latency.p99()) + "/" + number(latency.max());
    }

    private static String number(double millis) {
        return String.format(Locale.ROOT, millis < 100 ? "%.1f" : "%.0f", millis);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
