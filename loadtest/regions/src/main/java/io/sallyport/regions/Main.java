package io.sallyport.regions;

import io.sallyport.regions.TwinOptions.Extras;
import io.sallyport.regions.TwinOptions.RegionOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
        subcommands = {BulkLoad.class, RotateKey.class},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:ended as asked", "1:could not start", "2:the command line makes no sense"},
        description = "A stand-in identity provider in two regions: a primary, and a replica that follows it one way.")
public final class Main implements Callable<Integer> {

    private static final String LOGGING = "logback.configurationFile";
    private static final int FAILED = 1;
    private static final long STOP_SECONDS = 4;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--run",
            defaultValue = "BOTH",
            paramLabel = "WHAT",
            description = "BOTH, PRIMARY, REPLICA, or EXTERNAL (the second provider alone)")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Role role;

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

    @Option(names = "--fsync", description = "each change survives the death of the machine, too")
    private boolean durable;

    @Option(names = "--self-contained-sessions", description = "refresh tokens are good in both regions")
    private boolean selfContained;

    @Option(names = "--tls", description = "speak TLS; the authority is at /-/ca.pem of the fault port")
    private boolean tls;

    @Option(
            names = "--external-port",
            paramLabel = "PORT",
            description = "a second OpenID provider ('Partner'), whose users may sign in here")
    private @Nullable Integer externalPort;

    /** Runs until the process ends; exits with 1 if it cannot start, with 2 if the command line makes no sense. */
    public static void main(String[] args) {
        // Before the first logger: alone, Logback would print everything.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/sallyport/regions/logback.xml");
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        TwinOptions options = options();
        Vertx vertx = Vertx.vertx();
        try {
            Supplier<Future<Void>> close = started(vertx, options)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            spec.commandLine().getOut().flush();
            stopWithProcess(vertx, close);
            new CountDownLatch(1).await();
            return 0;
        } catch (ExecutionException cannotStart) {
            spec.commandLine().getErr().println("cannot start: " + reason(cannotStart));
            vertx.close();
            return FAILED;
        }
    }

    /** Starts what was asked for, and says how to stop it. */
    private Future<Supplier<Future<Void>>> started(Vertx vertx, TwinOptions options) {
        if (role == Role.BOTH) {
            return TwinRegions.start(vertx, options).map(regions -> {
                describe("primary", regions.primary());
                describe("replica", regions.replica());
                regions.externalProvider().ifPresent(this::describe);
                return regions::close;
            });
        }
        if (role == Role.EXTERNAL) {
            int port = options.extras().externalPort() == null
                    ? 0
                    : options.extras().externalPort();
            return ExternalServer.start(vertx, port).map(server -> {
                describe(ExternalServer.federation(port).issuer());
                return server::close;
            });
        }
        return SingleRegion.start(vertx, options, role).map(single -> {
            describe(role.name().toLowerCase(Locale.ROOT), single.region());
            return single::close;
        });
    }

    private TwinOptions options() {
        if (dataDirectory == null && (role == Role.PRIMARY || role == Role.REPLICA)) {
            throw senseless("one region alone needs --data: the directory that it shares with the other one");
        }
        if (role == Role.EXTERNAL && (externalPort == null || externalPort == 0)) {
            throw senseless("the other provider alone needs --external-port");
        }
        try {
            return new TwinOptions(
                    new RegionOptions(primaryName, primaryPort, primaryFaultPort),
                    new RegionOptions(replicaName, replicaPort, replicaFaultPort),
                    issuer.equals("regional") ? null : issuer,
                    sameKeys,
                    demoData,
                    dataDirectory,
                    Duration.ofMillis(lagMillis),
                    hashCost,
                    new Extras(durable, selfContained, tls, externalPort));
        } catch (IllegalArgumentException senseless) {
            throw senseless(String.valueOf(senseless.getMessage()));
        }
    }

    private CommandLine.ParameterException senseless(String why) {
        return new CommandLine.ParameterException(spec.commandLine(), why);
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return String.valueOf(cause == null ? failed.getMessage() : cause.getMessage());
    }

    private void describe(String what, Region region) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%s %s serves at %s, takes faults at http://127.0.0.1:%d/-/fault%n",
                        what, region.name(), region.baseUrl(), region.faultPort());
    }

    private void describe(URI external) {
        spec.commandLine().getOut().printf("the other provider serves at %s%n", external);
    }

    private static void stopWithProcess(Vertx vertx, Supplier<Future<Void>> close) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                close.get()
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
