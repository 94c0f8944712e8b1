package io.sallyport.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the directions between packages, and the seams to time, I/O and logging; each rule is also shown a fixture that breaks it. */
class ArchitectureTest {

    private static final String ROOT = "io.sallyport";
    private static final String BROKEN = "io.sallyport.architecture.broken";

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(BROKEN);

    private record Rule(Function<String, ArchRule> of, List<String> breaches) {}

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("directions", root -> new Layers(root).nothingPointsUpward(), "Clocks", "Stray"),
                rule("cycles", root -> new Layers(root).noCycles(), "keys", "upstream"),
                rule("configuration", root -> new Layers(root).configurationIsSeenByAppAlone(), "ReadsConfig", "Knows"),
                rule("purity", root -> new Seams(root).pureMeansPure(), "UsesVertx", "ReadsFile", "OpensSocket"),
                rule(
                        "clocks",
                        root -> new Seams(root).onlyTimeReadsAClock(),
                        "nanos()",
                        "reference()",
                        "millis()",
                        "instant()",
                        "local()",
                        "clock()",
                        "source()",
                        "date()"),
                rule("sleep", root -> new Seams(root).nobodySleeps(), "sleepsInThread()", "sleepsInUnit()"),
                rule("streams", root -> new Seams(root).onlyAppUsesStandardStreams(), "prints()", "traces("),
                rule("logging", root -> new Seams(root).nobodyLogsPastSlf4j(), "Habits"),
                rule("null marks", root -> new Seams(root).everyPackageIsNullMarked(), "stray is not @NullMarked"));
    }

    private static Arguments rule(String name, Function<String, ArchRule> of, String... breaches) {
        return Arguments.of(name, new Rule(of, List.of(breaches)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    @DisplayName("the gateway keeps")
    void gatewayKeeps(String name, Object rule) {
        ((Rule) rule).of().apply(ROOT).check(GATEWAY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    @DisplayName("a breach is seen of")
    void breachIsSeen(String name, Object rule) {
        EvaluationResult result = ((Rule) rule).of().apply(BROKEN).evaluate(FIXTURE);

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(((Rule) rule).breaches());
    }
}
