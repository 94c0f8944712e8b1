package io.sallyport.scenarios.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server process of its own. It ends with this one, unless this one is killed. */
public final class ServerProcess implements AutoCloseable {

    /** Linux counts in hundredths of a second for every program (proc(5), USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    /** More than a server takes to drain; after it the process is killed. */
    private static final long STOP_SECONDS = 8;

    private final Process process;
    private final MatchResult sign;
    private final Thread atExit;

    private ServerProcess(Process process, MatchResult sign, Thread atExit) {
        this.process = process;
        this.sign = sign;
        this.atExit = atExit;
    }

    /**
     * Starts a program and waits until it says so.
     *
     * @param command the program and its arguments
     * @param environment variables beside those of this process
     * @param sign what a line of its output contains when it listens
     * @param output told each line of its output, both streams, on a thread of its own
     * @throws IOException where it ended before; the message holds what it said
     */
    public static ServerProcess start(
            List<String> command, Map<String, String> environment, Pattern sign, Consumer<String> output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread atExit = new Thread(() -> stop(process), "stop-server");
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            MatchResult found = await(reader, sign, output);
            drain(reader, output);
            return new ServerProcess(process, found, atExit);
        } catch (IOException | IllegalStateException failed) {
            // An illegal state: this process is about to end, and takes no more hooks.
            process.destroyForcibly();
            throw new IOException("did not start: " + command, failed);
        }
    }

    /** The command line of a Java program on the JDK that runs this one. */
    public static List<String> java(String... arguments) {
        return Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        Stream.of(arguments))
                .toList();
    }

    /** The same program on one core (taskset(1)). */
    public static List<String> onCore(int core, List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        pinned.addAll(command);
        return pinned;
    }

    private static MatchResult await(BufferedReader reader, Pattern sign, Consumer<String> output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            output.accept(line);
            Matcher matcher = sign.matcher(line);
            if (matcher.find()) {
                return matcher.toMatchResult();
            }
            seen.append(line).append('\n');
        }
        throw new IOException(seen.toString());
    }

    /** Reads on, so that the process never waits for its reader. */
    private static void drain(BufferedReader reader, Consumer<String> output) {
        Thread drain = new Thread(
                () -> {
                    try {
                        reader.lines().forEach(output);
                    } catch (UncheckedIOException killed) {
                        // What it said before is all there is.
                    }
                },
                "drain");
        drain.setDaemon(true);
        drain.start();
    }

    /** A group of the sign that it gave when it listened. */
    public String said(int group) {
        return sign.group(group);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Processor time used so far, user and system, in seconds. */
    public double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        // The second field is the program's name in parentheses and may contain spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Sends it SIGKILL and returns at once. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Tells it to stop, kills it where it does not, and waits until it is gone. */
    @Override
    public void close() {
        stop(process);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            // The hook finds it stopped.
        }
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        process.onExit().join();
    }
}
