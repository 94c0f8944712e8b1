package io.sallyport.clients;

import io.sallyport.scenarios.endtoend.RunningDemo;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The issuer modes in which every client is tested: each test runs once with each of them. */
enum IssuerMode {
    /** Both regions sign as the gateway. */
    SHARED {
        @Override
        List<String> accessIssuers(RunningDemo demo) {
            return List.of(demo.publicUrl());
        }
    },
    /** Each region signs as itself, and the gateway signs ID tokens anew. */
    REISSUE {
        @Override
        List<String> accessIssuers(RunningDemo demo) {
            return Stream.of(demo.primary(), demo.replica())
                    .map(region -> "http://127.0.0.1:" + region.region().port())
                    .toList();
        }
    };

    /**
     * A demo in this mode, started.
     *
     * @param configuration makes the gateway's configuration of the quick one
     */
    RunningDemo demo(UnaryOperator<String> configuration) throws Exception {
        RunningDemo demo = new RunningDemo(configuration, "--issuer=" + option());
        demo.start();
        return demo;
    }

    /** Its name, as the configuration has it. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Who issues access tokens in this mode, for services that verify them themselves. */
    abstract List<String> accessIssuers(RunningDemo demo);
}
