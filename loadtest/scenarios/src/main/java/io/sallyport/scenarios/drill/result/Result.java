package io.sallyport.scenarios.drill.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A drill, and what came of it.
 *
 * @param requestsPerSecond the load
 * @param isRehearsed whether an outage before the measured one was part of it, so that requests may fail before the fault
 */
public record Result(String drill, int requestsPerSecond, boolean isRehearsed, Goals goals, Figures figures) {

    /** A generator that is this late, in milliseconds at the 99th percentile, measures itself. */
    public static final double LATEST_MILLIS = 10;

    private static final double MILLIS_PER_SECOND = 1_000;

    /** Whether the generator was on time, nothing failed before the fault, and the fault hit the region that served. */
    public boolean isValid() {
        return figures.isSound()
                && figures.lateness().p99() <= LATEST_MILLIS
                && (isRehearsed || figures.steadyFailures().failed() == 0);
    }

    /** Each target, reached or not. */
    public List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        if (goals.failsNothing()) {
            verdicts.add(verdict(
                    "0 failed replay-safe requests",
                    figures.replaySafe().toString(),
                    figures.replaySafe().failed() == 0));
        }
        if (goals.firstSuccess() != null) {
            verdicts.add(firstSuccess((double) goals.firstSuccess().toMillis()));
        }
        if (goals.switched() != null) {
            verdicts.add(switched(goals.switched().toMillis() / MILLIS_PER_SECOND));
        }
        if (goals.moves()) {
            addFailback(verdicts);
        } else {
            verdicts.add(verdict(
                    "a busy region is not left",
                    figures.switchedSeconds().isPresent() ? "left" : "stayed",
                    figures.switchedSeconds().isEmpty()));
        }
        return verdicts;
    }

    private Verdict firstSuccess(double longest) {
        OptionalDouble millis = figures.firstSuccess().stream()
                .mapToDouble(FirstSuccess::millis)
                .findFirst();
        return within("first success on the other region <= %.0f ms", "%.1f ms", longest, millis);
    }

    private Verdict switched(double longest) {
        return within("gray failure switched <= %.1f s", "%.2f s", longest, figures.switchedSeconds());
    }

    private Verdict within(String target, String format, double longest, OptionalDouble measured) {
        return verdict(
                String.format(Locale.ROOT, target, longest),
                measured.isPresent() ? String.format(Locale.ROOT, format, measured.getAsDouble()) : "never",
                measured.isPresent() && measured.getAsDouble() <= longest);
    }

    private void addFailback(List<Verdict> verdicts) {
        boolean isDone = figures.switchedSeconds().isPresent() && figures.isBack();
        Tally failback = figures.failback();
        verdicts.add(verdict(
                "failback loses 0 requests",
                isDone ? failback.toString() : "no failback",
                isDone && failback.failed() == 0));
        int cut = figures.logins().cut();
        verdicts.add(verdict("no running login is cut by the failback", cut + " cut", isDone && cut == 0));
        verdicts.add(allAlive("sessions from before the outage live on", figures.before()));
        verdicts.add(allAlive("sessions born on the replica live on", figures.replicaBorn()));
    }

    private Verdict allAlive(String target, RollCall call) {
        return verdict(target, call.toString(), call.alive() == call.of());
    }

    private Verdict verdict(String target, String measured, boolean isReached) {
        return new Verdict(drill, target, measured, isReached);
    }
}
