package io.sallyport.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The standard output of a process of its own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandardOutputTest {

    /** Logs two lines to standard output and tells on standard error how many were dropped. */
    static final class TwoLines {
        private TwoLines() {}

        public static void main(String[] arguments) {
            LoggerContext context = new LoggerContext();
            context.setMDCAdapter(new LogbackMDCAdapter());
            BatchedOutput output = new BatchedOutput();
            output.setContext(context);
            output.setEncoder(new JsonLines());
            output.start();
            output.doAppend(JsonLinesTest.event(0, "first", null));
            output.doAppend(JsonLinesTest.event(0, "second", null));
            output.stop();
            System.err.println("dropped " + BatchedOutput.droppedLines());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linesForAFullDiskAreCounted() throws Exception {
        assertThat(errorOutput(new File("/dev/full"))).isEqualTo("dropped 2");
    }

    @Test
    void linesThatAreWrittenAreNot(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("out");

        assertThat(errorOutput(file.toFile())).isEqualTo("dropped 0");
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    private static String errorOutput(File output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoLines.class.getName())
                .redirectOutput(Redirect.to(output))
                .start();
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            String first = errors.readLine();
            process.waitFor();
            return String.valueOf(first);
        } finally {
            process.destroyForcibly();
        }
    }
}
