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
 * @param cameBack whether the gateway served the primary again when all was over
 */
public record Result(
        String drill, int requestsPerSecond, boolean isRehearsed, boolean cameBack, Goals goals, Figures figures) {

    /** A generator that is this late, in milliseconds at the 99th percentile, measures itself. */
    public static final double LATEST_MILLIS = 10;

    private static final double MILLIS_PER_SECOND = 1_000;

    /** Whether it measured what it says. */
    public boolean isValid() {
        return objections().isEmpty();
    }

    /** Why its figures are worth nothing; empty where they count. */
    public List<String> objections() {
        List<String> objections = new ArrayList<>();
        if (!figures.isSound()) {
            objections.add("the region had been left before the fault");
        }
        if (figures.lateness().count() == 0 || figures.lateness().p99() > LATEST_MILLIS) {
            objections.add(
                    say("generator late by %.1f ms at p99", figures.lateness().p99()));
        }
        if (!isRehearsed && figures.steadyFailures().failed() > 0) {
            objections.add(figures.steadyFailures() + " failed before the fault");
        }
        Coverage coverage = figures.coverage();
        if (!coverage.isWhole()) {
            objections.add(coverage.begun() + " of " + coverage.planned() + " requests and logins begun");
        }
        if (!coverage.isWatched()) {
            objections.add(say("no look at the gateway for %.1f s", coverage.longestGapSeconds()));
        }
        if (!cameBack) {
            objections.add("the gateway did not come back to the primary");
        }
        return objections;
    }

    private static String say(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Each target, reached or not. */
    public List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        if (goals.failsNothing()) {
            verdicts.add(verdict(
                    "0 failed replay-safe requests",
                    figures.replaySafe().toString(),
                    figures.replaySafe().isFlawless()));
        }
        if (goals.firstSuccess() != null) {
            verdicts.add(firstSuccess((double) goals.firstSuccess().toMillis()));
        }
        if (goals.switched() != null) {
            verdicts.add(switched(goals.switched().toMillis() / MILLIS_PER_SECOND));
        }
        switch (goals.end()) {
            case FAILBACK -> addFailback(verdicts);
            case LEFT ->
                verdicts.add(verdict(
                        "0 failed replay-safe requests since it was left",
                        figures.sinceSwitch().toString(),
                        figures.sinceSwitch().isFlawless()));
            case STAYS -> addStay(verdicts);
        }
        return verdicts;
    }

    private void addStay(List<Verdict> verdicts) {
        int throttled = figures.throttled();
        verdicts.add(verdict("the region throttles", throttled == 0 ? "none" : throttled + " got 429", throttled > 0));
        boolean isLeft = figures.switchedSeconds().isPresent();
        verdicts.add(verdict("a busy region is not left", isLeft ? "left" : "stayed", !isLeft));
    }

    private Verdict firstSuccess(double longest) {
        OptionalDouble millis = figures.firstSuccess().stream()
                .mapToDouble(FirstSuccess::millis)
                .findFirst();
        return within("first success on the other region <= %.0f ms", "%.1f ms", longest, millis);
    }

    private Verdict switched(double longest) {
        return within("the region is left <= %.1f s", "%.2f s", longest, figures.switchedSeconds());
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
                isDone && failback.isFlawless()));
        Logins logins = figures.logins();
        verdicts.add(verdict(
                "no running login is cut by the failback",
                logins.of() == 0 ? "none" : logins.cut() + " cut",
                isDone && logins.of() > 0 && logins.cut() == 0));
        verdicts.add(allAlive("sessions from before the outage live on", figures.before()));
        verdicts.add(allAlive("sessions born on the replica live on", figures.replicaBorn()));
    }

    private Verdict allAlive(String target, RollCall call) {
        return verdict(target, call.toString(), call.isComplete());
    }

    private Verdict verdict(String target, String measured, boolean isReached) {
        return new Verdict(drill, target, measured, isReached);
    }
}
