package io.sallyport.scenarios.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of this machine that a test runs.
 *
 * @param name its command
 * @param packages of Debian, in which it is
 */
public record Program(String name, String packages) {

    /** On a developer's machine it may be missing, and the test is skipped; where CI runs it may not. */
    public void assumeInstalled() {
        assumeTrue(
                found().isPresent() || "true".equals(System.getenv("CI")),
                () -> name + " is not installed (apt-get install " + packages + ")");
    }

    /** Where it is, or would be. */
    public Path path() {
        return found().orElse(Path.of("/usr/sbin", name));
    }

    /** Debian's place for daemons is not in everybody's path. */
    private Optional<Path> found() {
        return Stream.concat(
                        Stream.of("/usr/sbin", "/usr/local/sbin"),
                        Stream.of(System.getenv("PATH").split(":", -1)))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
