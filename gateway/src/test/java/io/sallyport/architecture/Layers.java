package io.sallyport.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The order of the gateway's packages: a package sees those of lower rows, and of its own row where no cycle comes of it.
 *
 * @param root the package above them all
 */
record Layers(String root) {

    private static final List<Set<String>> ROWS = List.of(
            Set.of("app"),
            Set.of("edge", "admin"),
            Set.of("oidc", "guard"),
            Set.of("proxy"),
            Set.of("serving"),
            Set.of("upstream", "keys", "journal"),
            Set.of("failover", "operation", "token"),
            Set.of("metrics", "failure", "time", "framing"));

    private static final String CONFIG = "config";

    ArchRule nothingPointsUpward() {
        return classes().should(each("see only packages of its own row or a lower one", this::refusalOfDirection));
    }

    ArchRule configurationIsSeenByAppAlone() {
        return classes().should(each("leave the configuration to app", this::refusalOfConfig));
    }

    ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** A sentence where a dependency between two packages must not be. */
    private interface Judge {
        Optional<String> refusal(String from, String to);
    }

    private Optional<String> refusalOfDirection(String from, String to) {
        if (from.equals(CONFIG) || to.equals(CONFIG)) {
            return Optional.empty();
        }
        if (row(from) < 0 || row(to) < 0) {
            return Optional.of("a package that stands in no row");
        }
        return row(to) < row(from) ? Optional.of("upward") : Optional.empty();
    }

    private Optional<String> refusalOfConfig(String from, String to) {
        if (to.equals(CONFIG) && !from.equals("app")) {
            return Optional.of("only app sees the configuration");
        }
        return from.equals(CONFIG) ? Optional.of("the configuration sees no other package") : Optional.empty();
    }

    private static int row(String packageName) {
        return IntStream.range(0, ROWS.size())
                .filter(i -> ROWS.get(i).contains(packageName))
                .findFirst()
                .orElse(-1);
    }

    private ArchCondition<JavaClass> each(String description, Judge judge) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getDirectDependenciesFromSelf().forEach(dependency -> judged(dependency, judge)
                        .ifPresent(why -> events.add(
                                SimpleConditionEvent.violated(item, why + ": " + dependency.getDescription()))));
            }
        };
    }

    private Optional<String> judged(Dependency dependency, Judge judge) {
        Optional<String> from = packageBelow(dependency.getOriginClass());
        Optional<String> to = packageBelow(dependency.getTargetClass());
        return from.isEmpty() || to.isEmpty() || from.equals(to)
                ? Optional.empty()
                : judge.refusal(from.get(), to.get());
    }

    /** The first part of a class's package below the root. */
    private Optional<String> packageBelow(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(root + ".")
                ? Optional.of(name.substring(root.length() + 1).split("\\.", -1)[0])
                : Optional.empty();
    }
}
