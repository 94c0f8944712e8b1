package io.sallyport.scenarios.drill;

import io.sallyport.scenarios.drill.load.Load;
import io.sallyport.scenarios.drill.load.Schedule;
import io.sallyport.scenarios.drill.load.Side;
import io.sallyport.scenarios.drill.load.Signers;
import io.sallyport.scenarios.drill.result.JsonReport;
import io.sallyport.scenarios.drill.result.Result;
import io.sallyport.scenarios.drill.result.Setting;
import io.sallyport.scenarios.drill.result.TableReport;
import io.sallyport.scenarios.drill.result.Verdict;
import io.sallyport.time.Ticker;
import io.sallyport.time.Wall;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main class of {@code ./mvnw -Pdrill}. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every target reached", "1:a target missed or a drill invalid", "2:the options make no sense"
        },
        description = "One outage after the other under a constant load, and what the clients noticed.")
public final class DrillMain implements Callable<Integer> {

    private static final String ALL = "all";
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Schedule WARM_UP_LOAD = new Schedule(200);
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private static final List<String> CONDITIONS = List.of(
            "load: open loop at a constant rate; 30% client_credentials, 30% refresh, 30% validate, 10% steps of code logins"
                    + " (PKCE, 2 s at the login page)",
            "gateway: default probes, evidence, breakers, deadlines and budgets; failback alone is hastened: recoveryWindow"
                    + " 3 s, minimumStay 5 s, steps of 2 s, 100 transitions an hour",
            "regions: no replication lag, bcrypt cost " + RegionProcess.HASH_COST
                    + ", sessions that the replica opens are unknown to the primary",
            "warm-up: " + WARM_UP.toSeconds()
                    + " s through the gateway and as long at the replica itself, and then an outage that no target counts",
            "the gateway's state is read from /metrics every " + StateWatch.INTERVAL.toMillis()
                    + " ms; generator, gateway and both regions share the cores");

    @Option(names = "--gateway", required = true, paramLabel = "JAR", description = "the gateway's runnable jar")
    private Path gateway = Path.of("");

    @Option(names = "--regions", required = true, paramLabel = "JAR", description = "the regions' runnable jar")
    private Path regions = Path.of("");

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "state and logs; emptied first")
    private Path work = Path.of("");

    @Option(names = "--json", required = true, paramLabel = "FILE", description = "where the figures go")
    private Path json = Path.of("");

    @Option(names = "--drill", defaultValue = ALL, paramLabel = "NAME", description = "one drill by name, or all")
    private String name = ALL;

    /** Runs the drills and exits. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DrillMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException, ParseException {
        List<Drill> chosen = Drills.all().stream()
                .filter(drill -> name.equals(ALL) || drill.name().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("no drill is called " + name + "; there are "
                    + Drills.all().stream().map(Drill::name).collect(Collectors.joining(", ")));
            return CommandLine.ExitCode.USAGE;
        }
        Vertx vertx = Vertx.vertx();
        try (Ground ground = new Ground(gateway, regions, work);
                StateWatch watch = new StateWatch(ground.admin(), Ticker.system())) {
            return report(run(vertx, ground, watch, chosen), chosen.size());
        } finally {
            vertx.close();
        }
    }

    /**
     * What came of a run.
     *
     * @param first the gateway's first outage, with code that never ran
     * @param results of the drills until one did not come back
     */
    private record Run(Result first, List<Result> results) {}

    private static Run run(Vertx vertx, Ground ground, StateWatch watch, List<Drill> drills)
            throws IOException, InterruptedException, ExecutionException, ParseException {
        if (!watch.await("on_primary", LONGEST_START)) {
            throw new IOException("the gateway does not serve the primary");
        }
        Signers signers = ground.signers();
        Load load = new Load(vertx, Ticker.system(), ground.gateway(), signers);
        load.prepare();
        warmUp(
                load,
                new Load(vertx, Ticker.system(), ground.region(Side.REPLICA).url(), signers));
        DrillRun run = new DrillRun(ground, load, watch, Ticker.system());
        Result first = carriedOut(run, Drills.first());
        return new Run(first, first.cameBack() ? all(run, drills) : List.of());
    }

    /** Where the gateway does not come back from one, the next one would show nothing. */
    private static List<Result> all(DrillRun run, List<Drill> drills) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        try {
            for (Drill drill : drills) {
                Result result = carriedOut(run, drill);
                results.add(result);
                result.verdicts().stream()
                        .filter(verdict -> !verdict.isReached())
                        .forEach(missed -> System.out.printf("  MISS %s: %s%n", missed.target(), missed.measured()));
                if (!result.cameBack()) {
                    break;
                }
            }
        } catch (IOException broken) {
            System.err.println("a drill could not be carried out: " + broken);
        }
        return results;
    }

    private static Result carriedOut(DrillRun run, Drill drill) throws IOException, InterruptedException {
        System.out.printf("%s: %d s%n", drill.name(), drill.timeline().whole().toSeconds());
        return run.of(drill);
    }

    private static void warmUp(Load throughGateway, Load atReplica) throws InterruptedException, ExecutionException {
        System.out.printf("warm-up: %d s%n", WARM_UP.toSeconds());
        atReplica.prepare();
        Load.Running gateway = throughGateway.start(WARM_UP_LOAD, WARM_UP);
        Load.Running replica = atReplica.start(WARM_UP_LOAD, WARM_UP);
        gateway.await();
        replica.await();
    }

    private int report(Run run, int wanted) throws IOException {
        Setting setting = Setting.here(Wall.system().instant());
        List<Result> results = run.results();
        List<String> conditions = new ArrayList<>(CONDITIONS);
        conditions.add(new FirstOutage(run.first()).sentence());
        new TableReport(System.out).print(setting, conditions, results);
        Files.writeString(json, JsonReport.of(setting, conditions, results).encodePrettily());
        if (results.size() < wanted) {
            System.out.printf("%d of %d drills were not carried out%n", wanted - results.size(), wanted);
        }
        System.out.println();
        System.out.println("All figures: " + json);
        boolean isGood = results.size() == wanted
                && results.stream()
                        .allMatch(result ->
                                result.isValid() && result.verdicts().stream().allMatch(Verdict::isReached));
        return isGood ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
