package io.sallyport.clients;

import io.sallyport.scenarios.endtoend.RunningDemo;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The issuer modes in which every client here is tested; what a constant adds, each test runs with. */
enum IssuerMode {
    /** Both regions sign as the gateway. */
    SHARED {
        @Override
        List<String> accessIssuers(RunningDemo demo) {
            return List.of(demo.publicUrl());
        }
    };

    RunningDemo demo() {
        return demo(UnaryOperator.identity());
    }

    /**
     * A demo in this mode.
     *
     * @param configuration makes the gateway's configuration of the quick one
     */
    RunningDemo demo(UnaryOperator<String> configuration) {
        return new RunningDemo(configuration, "--issuer=" + option());
    }

    /** Its name, as the configuration has it. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Who issues access tokens in this mode, for services that verify them themselves. */
    abstract List<String> accessIssuers(RunningDemo demo);
}
