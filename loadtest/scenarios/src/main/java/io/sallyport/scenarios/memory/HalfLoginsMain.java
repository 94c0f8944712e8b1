package io.sallyport.scenarios.memory;

import io.sallyport.scenarios.drill.Ground;
import io.sallyport.scenarios.drill.result.Setting;
import io.sallyport.scenarios.web.Web;
import io.sallyport.time.Wall;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main class of {@code ./mvnw -Phalf-logins}. */
@Command(
        name = "half-logins",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:logins cost what they may",
            "1:they cost more, or the run failed",
            "2:the options make no sense"
        },
        description = "What logins cost the gateway's memory while they wait for their users.")
public final class HalfLoginsMain implements Callable<Integer> {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    /** At the gateway and, through it, at a region: connections are no part of what is measured. */
    private static final int AT_ONCE = 8;

    private static final List<String> CONDITIONS = List.of(
            "gateway and both regions are processes of their own, the gateway with its defaults, failover.mode manual and "
                    + Jcmd.NATIVE_MEMORY_TRACKING,
            "warm-up: " + HalfLogins.WARM_UP + " logins, whole ones and half ones of each kind",
            "each login is a browser of its own with cookies of its own; " + AT_ONCE
                    + " begin at a time, each request on a connection that is closed after it",
            "live heap: jcmd GC.class_histogram after a full collection; the median of " + HalfLogins.READINGS
                    + " readings at each step; direct buffers: jcmd VM.native_memory, Other",
            "bytes a login: the slope of a straight line through the steps, and twice its standard error; wanted with it",
            "no login ends before the last look: those of the lines above are half done, too");

    @Option(names = "--gateway", required = true, paramLabel = "JAR", description = "the gateway's runnable jar")
    private Path gateway = Path.of("");

    @Option(names = "--regions", required = true, paramLabel = "JAR", description = "the regions' runnable jar")
    private Path regions = Path.of("");

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "state and logs; emptied first")
    private Path work = Path.of("");

    /** Runs it and exits. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new HalfLoginsMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Vertx vertx = Vertx.vertx();
        try (Ground ground = Ground.standing(gateway, regions, work, Jcmd.NATIVE_MEMORY_TRACKING)) {
            ground.awaitPrimary(LONGEST_START);
            Applicants applicants = new Applicants(Web.closing(vertx, ground.gateway()), new SecureRandom());
            Crowd crowd = new Crowd(vertx.getOrCreateContext(), AT_ONCE);
            Outcome outcome = new HalfLogins(applicants, crowd, new Jcmd(ground.gatewayPid())).carryOut();
            new MemoryTable(System.out).print(Setting.here(Wall.system().instant()), CONDITIONS, outcome);
            return outcome.isReached() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } finally {
            vertx.close();
        }
    }
}
