package io.sallyport.scenarios.drill.result;

import io.sallyport.scenarios.drill.load.LoginRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the logins.
 *
 * @param of how many there were
 * @param restarted how many had to begin again at a step that was due from the fault to the repair
 * @param cut how many had to at a step that was due after the repair
 * @param lost how many ended without a session
 * @param why where they broke, and how many times each
 */
public record Logins(int of, int restarted, int cut, int lost, Map<String, Long> why) {

    /** Copies. */
    public Logins {
        why = new TreeMap<>(why);
    }

    static Logins of(List<LoginRecord> logins, Course course) {
        Map<String, Long> why = logins.stream()
                .flatMap(login -> login.restarts().stream())
                .collect(Collectors.groupingBy(
                        restart -> course.phaseOf(restart.dueNanos()) + ": " + restart.why(), Collectors.counting()));
        return new Logins(
                logins.size(),
                count(logins, course.faultNanos(), course.repairNanos()),
                count(logins, course.repairNanos(), Long.MAX_VALUE),
                (int) logins.stream().filter(LoginRecord::isLost).count(),
                why);
    }

    private static int count(List<LoginRecord> logins, long from, long to) {
        return (int) logins.stream()
                .filter(login -> login.restarts().stream()
                        .anyMatch(restart -> restart.dueNanos() >= from && restart.dueNanos() < to))
                .count();
    }
}
