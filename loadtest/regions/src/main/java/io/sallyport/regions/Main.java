package io.sallyport.regions;

import io.sallyport.regions.TwinOptions.RegionOptions;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the twin regions and keeps them until the process is told to end. */
@Command(
        name = "sallyport-regions",
        mixinStandardHelpOptions = true,
        version = "Sallyport twin regions",
        showDefaultValues = true,
        sortOptions = false,
        description = "A stand-in identity provider in two regions: a primary, and a replica that follows it one way.")
public final class Main implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final long STOP_SECONDS = 4;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--primary-name", defaultValue = "us-west-2", paramLabel = "NAME", description = "the primary")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String primaryName;

    @Option(names = "--primary-port", defaultValue = "9101", paramLabel = "PORT", description = "0 for any free one")
    private int primaryPort;

    @Option(names = "--primary-fault-port", defaultValue = "9111", paramLabel = "PORT", description = "0 for any")
    private int primaryFaultPort;

    @Option(names = "--replica-name", defaultValue = "us-east-1", paramLabel = "NAME", description = "the replica")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String replicaName;

    @Option(names = "--replica-port", defaultValue = "9102", paramLabel = "PORT", description = "0 for any free one")
    private int replicaPort;

    @Option(names = "--replica-fault-port", defaultValue = "9112", paramLabel = "PORT", description = "0 for any")
    private int replicaFaultPort;

    @Option(
            names = "--issuer",
            defaultValue = "http://127.0.0.1:8080",
            paramLabel = "URL",
            description = "the issuer of both regions, or 'regional' for each region's own URL")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String issuer;

    @Option(names = "--same-keys", description = "sign with the same keys in both regions")
    private boolean sameKeys;

    @Option(
            names = "--demo-data",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "fill an empty log with the demo's users and clients")
    private boolean demoData;

    @Option(names = "--data", paramLabel = "DIR", description = "keep state here (default: a temporary directory)")
    private @Nullable Path dataDirectory;

    @Option(names = "--lag-ms", defaultValue = "0", paramLabel = "MS", description = "replication lag")
    private long lagMillis;

    @Option(
            names = "--hash-cost",
            defaultValue = "10",
            paramLabel = "4..31",
            description = "bcrypt cost of password hashes")
    private int hashCost;

    /** Runs until the process ends; exits with 1 if it cannot start, with 2 if the command line makes no sense. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        TwinOptions options = options();
        Vertx vertx = Vertx.vertx();
        try {
            TwinRegions regions = TwinRegions.start(vertx, options)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            describe(out, "primary", regions.primary());
            describe(out, "replica", regions.replica());
            out.flush();
            stopWithProcess(vertx, regions);
            new CountDownLatch(1).await();
            return 0;
        } catch (ExecutionException cannotStart) {
            spec.commandLine().getErr().println("cannot start: " + reason(cannotStart));
            return FAILED;
        }
    }

    private TwinOptions options() {
        try {
            return new TwinOptions(
                    new RegionOptions(primaryName, primaryPort, primaryFaultPort),
                    new RegionOptions(replicaName, replicaPort, replicaFaultPort),
                    issuer.equals("regional") ? null : issuer,
                    sameKeys,
                    demoData,
                    dataDirectory,
                    Duration.ofMillis(lagMillis),
                    hashCost);
        } catch (IllegalArgumentException senseless) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), String.valueOf(senseless.getMessage()), senseless);
        }
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return String.valueOf(cause == null ? failed.getMessage() : cause.getMessage());
    }

    private static void describe(PrintWriter out, String role, Region region) {
        out.printf(
                "%s %s serves at %s, takes faults at http://127.0.0.1:%d/-/fault%n",
                role, region.name(), region.baseUrl(), region.faultPort());
    }

    private static void stopWithProcess(Vertx vertx, TwinRegions regions) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                regions.close()
                        .eventually(vertx::close)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (Exception lateOrBroken) {
                // The process ends in any case.
                Thread.currentThread().interrupt();
            }
        }));
    }
}
