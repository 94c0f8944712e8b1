package io.sallyport.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/**
 * What may be reached only through a seam, or not at all.
 *
 * @param root the package above all of the gateway's
 */
record Seams(String root) {

    private static final Set<Class<? extends Exception>> MAY_BE_THROWN =
            Set.of(IOException.class, UncheckedIOException.class);

    ArchRule pureMeansPure() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".failover..", root + ".operation..", root + ".token..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "io.vertx..",
                                "io.netty..",
                                "java.net..",
                                "java.io..",
                                "java.nio.file..",
                                "java.nio.channels..")
                        .and(DescribedPredicate.not(isOneOf(MAY_BE_THROWN))));
    }

    private static DescribedPredicate<JavaClass> isOneOf(Set<Class<? extends Exception>> types) {
        return DescribedPredicate.describe(
                "an exception that libraries throw", type -> types.stream().anyMatch(type::isEquivalentTo));
    }

    ArchRule onlyTimeReadsAClock() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".time..")
                .should(access("read a system clock", Seams::readsClock));
    }

    private static boolean readsClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        if (owner.isEquivalentTo(System.class)) {
            return name.equals("nanoTime") || name.equals("currentTimeMillis");
        }
        if (owner.isEquivalentTo(InstantSource.class) || owner.getName().equals("java.time.Clock")) {
            return name.startsWith("system") || (name.startsWith("tick") && !name.equals("tick"));
        }
        if (owner.isEquivalentTo(Calendar.class)) {
            return name.equals("getInstance");
        }
        return owner.getPackageName().equals("java.time") ? name.equals("now") : makesDateOfNow(access);
    }

    private static boolean makesDateOfNow(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(Date.class)
                && access.getTarget().getFullName().endsWith("<init>()");
    }

    ArchRule nobodySleeps() {
        return noClasses()
                .should(access(
                        "sleep",
                        access -> access.getTarget().getName().equals("sleep")
                                && (access.getTargetOwner().isEquivalentTo(Thread.class)
                                        || access.getTargetOwner().isEquivalentTo(TimeUnit.class))));
    }

    ArchRule onlyAppUsesStandardStreams() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".app..")
                .should(access("use a standard stream", Seams::usesStream));
    }

    private static boolean usesStream(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        return (access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("in", "out", "err").contains(name))
                || (access.getTargetOwner().isAssignableTo(Throwable.class) && name.equals("printStackTrace"));
    }

    ArchRule nobodyLogsPastSlf4j() {
        return noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.apache..");
    }

    ArchRule everyPackageIsNullMarked() {
        return classes().should(new ArchCondition<>("stand in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(item, item.getPackageName() + " is not @NullMarked"));
                }
            }
        });
    }

    private interface Test {
        boolean meets(JavaAccess<?> access);
    }

    private static ArchCondition<JavaClass> access(String description, Test test) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getAccessesFromSelf().stream()
                        .filter(test::meets)
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(item, access.getDescription())));
            }
        };
    }
}
