package io.sallyport.app;

import ch.qos.logback.classic.LoggerContext;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.ConfigFile;
import io.sallyport.config.file.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 stopped as asked, 1 could not start, 2 the configuration or the command is wrong. */
@Command(
        name = "sallyport",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Authenticating edge gateway with automatic regional failover.",
        subcommands = {Main.Run.class, Main.Check.class, KeyRingCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {

    private static final int STARTED_NOT = 1;
    private static final int WRONG = 2;
    private static final int LONGEST_STOP_SECONDS = 60;

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, to be run. */
    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        own.commandLine().usage(own.commandLine().getErr());
        return WRONG;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reads a configuration file and says what is wrong with it.")
    static final class Check implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "The configuration file.")
        private @Nullable Path file;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandLine line = Objects.requireNonNull(spec).commandLine();
            if (read(Objects.requireNonNull(file), line.getErr()) == null) {
                return WRONG;
            }
            line.getOut().println(file + ": good");
            return 0;
        }
    }

    @Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the gateway until it is told to stop.")
    static final class Run implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "The configuration file.")
        private @Nullable Path file;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            SallyportConfig config = read(Objects.requireNonNull(file), err);
            return config == null ? WRONG : run(config, err);
        }
    }

    private static @Nullable SallyportConfig read(Path file, PrintWriter err) {
        ConfigFile.Result result = ConfigFile.load(file, System::getenv);
        if (result instanceof ConfigFile.Rejected rejected) {
            rejected.problems().forEach(err::println);
            return null;
        }
        SallyportConfig config = ((ConfigFile.Loaded) result).config();
        List<Problem> problems = new ArrayList<>(OperationsCheck.in(config, file.toString()));
        problems.addAll(Rings.problems(config, file.toString()));
        problems.forEach(err::println);
        return problems.isEmpty() ? config : null;
    }

    private static int run(SallyportConfig config, PrintWriter err) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        Gateway[] running = new Gateway[1];
        Throwable[] failed = new Throwable[1];
        Gateway.start(config, decision -> {}).onComplete(started -> {
            running[0] = started.result();
            failed[0] = started.cause();
            answered.countDown();
        });
        answered.await();
        if (failed[0] != null) {
            err.println(failed[0] instanceof StartRefused ? failed[0].getMessage() : "cannot start: " + failed[0]);
            return STARTED_NOT;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running[0]), "stop"));
        new CountDownLatch(1).await();
        return 0;
    }

    /** Ends the process itself: after a signal its code would be the signal's, and being told to stop is no failure. */
    private static void stop(Gateway gateway) {
        CountDownLatch closed = new CountDownLatch(1);
        gateway.close().onComplete(done -> closed.countDown());
        try {
            boolean isClosed = closed.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
            // Writes the lines that still wait: what halts runs no other hook to its end.
            ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
            Runtime.getRuntime().halt(isClosed ? 0 : STARTED_NOT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
