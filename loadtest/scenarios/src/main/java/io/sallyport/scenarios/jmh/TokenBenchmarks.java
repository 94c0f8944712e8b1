package io.sallyport.scenarios.jmh;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.sallyport.token.Algorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks and prints four tables: RS256 in rounds, in which it takes turns with {@code openssl speed rsa2048} on
 * the same core; then each algorithm by each provider; then the gateway's own signature; then what failover costs each
 * request. The only argument, which may be left out, is the number of rounds.
 */
public final class TokenBenchmarks {

    private static final int ROUNDS = 5;
    private static final List<String> HEADLINES = List.of("signature", "verdict", "cached");

    private final String provider = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null ? "native" : "jdk";

    private TokenBenchmarks() {}

    /** Runs it. */
    public static void main(String[] args) throws RunnerException {
        TokenBenchmarks benchmarks = new TokenBenchmarks();
        benchmarks.describe();
        benchmarks.headlines(args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS);
        benchmarks.algorithms();
        benchmarks.signing();
        decisions();
    }

    private void describe() {
        int core = Runtime.getRuntime().availableProcessors() - 1;
        System.out.println("Java " + Runtime.version() + ", "
                + (provider.equals("native")
                        ? "native: Amazon Corretto Crypto Provider "
                                + AmazonCorrettoCryptoProvider.INSTANCE.getVersionStr()
                        : "NO NATIVE PROVIDER loads here: all figures are the JDK's"));
        System.out.println(OpenSsl.version().orElse("NO OPENSSL here: no comparison"));
        System.out.println(
                OpenSsl.pinTo(core)
                        ? "everything on core " + core
                        : "NO TASKSET here: nothing is pinned, ratios are worth little");
    }

    private void headlines(int rounds) throws RunnerException {
        Ratios ratios = new Ratios();
        for (int round = 1; round <= rounds; round++) {
            Optional<Double> yardstick = OpenSsl.verifications();
            yardstick.ifPresent(ratios::yardstick);
            for (String method : HEADLINES) {
                ratios.add(method, Measurement.of(method, provider, Algorithm.RS256));
            }
            System.out.println("round " + round + " of " + rounds + " done");
        }
        ratios.print(HEADLINES);
    }

    private static void decisions() throws RunnerException {
        System.out.printf("%n%-10s %14s %12s%n", "failover", "ns", "bytes an op");
        for (String method : List.of("plan", "decision")) {
            Measurement measured = Measurement.ofDecision(method);
            System.out.printf(Locale.ROOT, "%-10s %14.1f %12.1f%n", method, measured.nanos(), measured.bytes());
        }
    }

    private List<String> providers() {
        return provider.equals("native") ? List.of("native", "jdk") : List.of("jdk");
    }

    private void signing() throws RunnerException {
        System.out.printf("%n%-10s %-8s %14s %12s%n", "signing", "by", "ns", "a second");
        for (String each : providers()) {
            Measurement.ofSigning(each).print("RS256", each);
        }
    }

    private void algorithms() throws RunnerException {
        System.out.printf("%n%-10s %-8s %14s %12s%n", "signature", "by", "ns", "a second");
        for (Algorithm algorithm : Arrays.asList(Algorithm.values())) {
            for (String each : providers()) {
                Measurement.of("signature", each, algorithm).print(algorithm.joseName(), each);
            }
        }
    }
}
