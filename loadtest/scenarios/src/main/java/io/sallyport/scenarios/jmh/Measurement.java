package io.sallyport.scenarios.jmh;

import io.sallyport.token.Algorithm;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one fork of JMH found.
 *
 * @param nanos of processor time that an operation takes
 * @param bytes an operation allocates
 */
record Measurement(double nanos, double bytes) {

    private static final int WARM_UPS = 4;
    private static final int ITERATIONS = 3;

    /** Measures how a token is believed, in a process of its own. */
    static Measurement of(String method, String provider, Algorithm algorithm) throws RunnerException {
        return run(options(TokenBenchmark.class, method)
                .param("provider", provider)
                .param("algorithm", algorithm.name())
                .build());
    }

    /** Measures a signature of the gateway's own, in a process of its own. */
    static Measurement ofSigning(String provider) throws RunnerException {
        return run(options(SigningBenchmark.class, "sign")
                .param("provider", provider)
                .build());
    }

    /** Measures what failover costs a request, in a process of its own. */
    static Measurement ofDecision(String method) throws RunnerException {
        return run(options(DecisionBenchmark.class, method).build());
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark, String method) {
        return new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
    }

    private static Measurement run(Options options) throws RunnerException {
        Collection<RunResult> results = new Runner(options).run();
        RunResult result = results.iterator().next();
        return new Measurement(secondary(result, CpuProfiler.RESULT), secondary(result, "gc.alloc.rate.norm"));
    }

    private static double secondary(RunResult result, String name) {
        for (String key : result.getSecondaryResults().keySet()) {
            if (key.endsWith(name)) {
                return result.getSecondaryResults().get(key).getScore();
            }
        }
        return Double.NaN;
    }

    double perSecond() {
        return 1e9 / nanos;
    }

    void print(String name, String provider) {
        System.out.printf(Locale.ROOT, "%-10s %-8s %14.0f %12.0f%n", name, provider, nanos, perSecond());
    }
}
