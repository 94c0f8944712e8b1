package io.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.scenarios.endtoend.Program;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Node.js, with the packages of this module's {@code package-lock.json}. */
final class Node {

    /** This module; the tests run there. */
    static final Path MODULE = Path.of("").toAbsolutePath();

    private static final Program NODE = new Program("node", "nodejs");
    private static final Program NPM = new Program("npm", "npm");
    private static final Path MODULES = MODULE.resolve("node_modules");
    private static final int INSTALL_SECONDS = 120;
    private static final int SCRIPT_SECONDS = 60;

    private Node() {}

    static void assumeInstalled() {
        NODE.assumeInstalled();
        NPM.assumeInstalled();
    }

    /** The program. */
    static Path program() {
        return NODE.path();
    }

    /** A file of a package; the packages are installed where they are not, or not as the lock file says. */
    static synchronized Path module(String file) throws IOException, InterruptedException {
        Path installed = MODULES.resolve(".package-lock.json");
        Path lock = MODULE.resolve("package-lock.json");
        if (Files.notExists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
            output(INSTALL_SECONDS, List.of(NPM.path().toString(), "ci", "--ignore-scripts"));
        }
        return MODULES.resolve(file);
    }

    /** Runs a script of this module, and reads the JSON in the last line that it prints. */
    static JsonNode run(String script, Stream<String> arguments) throws IOException, InterruptedException {
        module("");
        List<String> command = Stream.concat(
                        Stream.of(NODE.path().toString(), "src/test/js/" + script + ".mjs"), arguments)
                .toList();
        List<String> lines = output(SCRIPT_SECONDS, command).lines().toList();
        return JsonMapper.builder().build().readTree(lines.get(lines.size() - 1));
    }

    /** Fails where the command does, with all that it said. */
    private static String output(int seconds, List<String> command) throws IOException, InterruptedException {
        File output = File.createTempFile("sallyport-clients", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(MODULE.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            boolean hasEnded = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            assertThat(hasEnded).as("%s ended; it said: %s", command, said).isTrue();
            assertThat(process.exitValue()).as("%s said: %s", command, said).isZero();
            return said;
        } finally {
            Files.delete(output.toPath());
        }
    }
}
