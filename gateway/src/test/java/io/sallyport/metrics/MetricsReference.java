package io.sallyport.metrics;

import io.sallyport.failover.ControllerState;
import io.sallyport.failover.Reason;
import io.sallyport.failure.FailureKind;
import io.sallyport.keys.RefreshResult;
import io.sallyport.operation.Plane;
import io.sallyport.token.Refusal;
import io.sallyport.token.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the reference of the metrics, from their table and from the closed lists of the packages that count. */
final class MetricsReference {

    private static final String HEAD = """
            # Metrics reference

            <!-- Generated from the table in io.sallyport.metrics. To write it anew:
                 ./mvnw -q test -pl gateway -Dtest=MetricsReferenceTest -Dreference.write=true -->

            `GET /metrics` on the admin listener answers in the Prometheus text format. Beside these there are Micrometer's
            meters of the JVM and the process, and Vert.x's of its pools.

            A series appears when something is counted for the first time. A histogram counts seconds in fixed buckets
            (`_bucket`, `_count`, `_sum`); its `_max` is the longest of the last minutes.

            """;

    private MetricsReference() {}

    static String write() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("| name | type | labels | meaning |\n|---|---|---|---|\n");
        for (Family family : Family.values()) {
            text.append("| `").append(family.prometheusName()).append("` | ");
            text.append(family.type().name().toLowerCase(Locale.ROOT)).append(" | ");
            text.append(quoted(family.labels().stream().map(Label::tag).toList()));
            text.append(" | ").append(family.meaning()).append(". |\n");
        }
        text.append("\n## Labels\n\nNo value ever comes from a request.\n\n");
        text.append("| label | value |\n|---|---|\n");
        for (Label label : Label.values()) {
            text.append("| `").append(label.tag()).append("` | ").append(upper(label.meaning()));
            text.append(". ").append(closed(label)).append("|\n");
        }
        return text.toString();
    }

    private static String closed(Label label) {
        return switch (label) {
            case PLANE -> list("", tags(Plane.values(), Plane::tag));
            case STATE ->
                list("Controller: ", tags(ControllerState.Name.values(), ControllerState.Name::tag))
                        + list("Breaker: ", RegionMeters.BREAKER_STATES);
            case OUTCOME -> list("Failures: ", tags(FailureKind.values(), FailureKind::tag));
            case RESULT ->
                list("Verdict: ", List.of("accepted", "refused", "undecided"))
                        + list("Fetch: ", tags(RefreshResult.values(), RefreshResult::tag));
            case REASON ->
                list("Move: ", tags(Reason.values(), Reason::tag))
                        + list("Refused: ", tags(Refusal.values(), Refusal::tag))
                        + list("Undecided: ", tags(Verdict.Doubt.values(), Verdict.Doubt::tag));
            default -> "";
        };
    }

    private static String list(String before, List<String> values) {
        return before + quoted(values) + ". ";
    }

    private static <E> List<String> tags(E[] values, Function<E, String> tag) {
        return Arrays.stream(values).map(tag).toList();
    }

    private static String quoted(List<String> values) {
        return values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
