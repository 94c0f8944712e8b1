package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.scenarios.demo.DemoMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The demo's main class as a process of its own; closing it ends it whatever happened. */
final class DemoProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final String END = "\0";

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();

    private DemoProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "demo-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it on this test's class path.
     *
     * @param properties system properties, {@code name=value}
     * @param arguments its command line
     */
    static DemoProcess start(Stream<String> properties, Stream<String> arguments) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        properties.map(property -> "-D" + property),
                        Stream.of(DemoMain.class.getName()),
                        arguments)
                .flatMap(each -> each)
                .toList();
        return new DemoProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                output.add(line);
                unread.add(line);
            });
        } catch (UncheckedIOException | IOException gone) {
            // The process ended; what it said before is all there is.
        } finally {
            unread.add(END);
        }
    }

    /** What the pattern's first group finds in a line to come; fails when the output ends without it. */
    String awaitLine(Pattern pattern) throws InterruptedException {
        for (String line = next(); !line.equals(END); line = next()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new AssertionError("the output ended without " + pattern + ": " + output());
    }

    URI awaitUrl(Pattern pattern) throws InterruptedException {
        return URI.create(awaitLine(pattern));
    }

    private String next() throws InterruptedException {
        String line = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("more output than %s", output).isNotNull();
        return line == null ? END : line;
    }

    /** Everything that it said so far. */
    String output() {
        return String.join("\n", output);
    }

    /** Sends TERM. */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end and all of the output. */
    int exitCode(int withinSeconds) throws InterruptedException {
        assertThat(process.waitFor(withinSeconds, TimeUnit.SECONDS))
                .as("ended within %d s; it said: %s", withinSeconds, output)
                .isTrue();
        for (String line = next(); !line.equals(END); line = next()) {
            // Kept in the output already.
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
