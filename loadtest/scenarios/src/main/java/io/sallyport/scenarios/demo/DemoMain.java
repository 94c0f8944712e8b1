package io.sallyport.scenarios.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main class of {@code ./mvnw -Pdemo}: runs the demo until it is told to stop. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Two regions, a gateway in front of them, and a failover to watch.")
public final class DemoMain implements Callable<Integer> {

    private static final int STOP_SECONDS = 4;

    @Mixin
    private DemoOptions options = new DemoOptions();

    @Option(
            names = "--log",
            defaultValue = "${sys:log:-target/demo.log}",
            description = "Where the gateway logs (default: ${DEFAULT-VALUE}).")
    private Path log = Path.of("target/demo.log");

    /** Runs the demo and exits; 1 where it could not start, 2 where an option is wrong. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DemoMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        // Before anything logs: the story goes to the terminal, the log to its file.
        System.setProperty("demo.log", log.toString());
        System.setProperty("logback.configurationFile", "io/sallyport/scenarios/demo/logback.xml");
        Story story = new Story(System.out);
        Demo demo;
        try {
            demo = Demo.start(options, story)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            story.failed(cause);
            return cause instanceof IllegalArgumentException
                    ? CommandLine.ExitCode.USAGE
                    : CommandLine.ExitCode.SOFTWARE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo), "stop-demo"));
        story.begin(demo, log);
        new CountDownLatch(1).await();
        return 0;
    }

    private static void stop(Demo demo) {
        CountDownLatch closed = new CountDownLatch(1);
        demo.close().onComplete(done -> closed.countDown());
        try {
            closed.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
