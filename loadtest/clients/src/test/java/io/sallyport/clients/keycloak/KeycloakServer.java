package io.sallyport.clients.keycloak;

import io.sallyport.regions.fault.PortReservation;
import io.sallyport.scenarios.process.LogFile;
import io.sallyport.scenarios.process.ServerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Keycloak server in a copy of the distribution of its own, which goes with it: it keeps there what it was built with. */
final class KeycloakServer implements Closeable {

    private static final Pattern LISTENS = Pattern.compile("Listening on: http://");
    private static final Map<String, String> SMALL = Map.of("JAVA_OPTS_KC_HEAP", "-Xmx512m");
    private static final int BUILD_SECONDS = 300;

    private final Path home;
    private final LogFile log;
    private final PortReservation port;
    private final List<String> options = new ArrayList<>();
    private @Nullable ServerProcess process;

    private KeycloakServer(Path home, LogFile log) throws IOException {
        this.home = home;
        this.log = log;
        this.port = PortReservation.of(0);
    }

    /**
     * Copies it.
     *
     * @param distribution as it was unpacked
     * @param home where it is to live
     */
    static KeycloakServer copied(Path distribution, Path home, LogFile log) throws IOException {
        Folders.copy(distribution, home);
        return new KeycloakServer(home, log);
    }

    int port() {
        return port.port();
    }

    URI realm(String name) {
        return URI.create("http://127.0.0.1:" + port() + "/realms/" + name);
    }

    /** A realm that it has from its start on, unless it is in its database already. */
    KeycloakServer with(String realm, String json) throws IOException {
        Path directory = Files.createDirectories(home.resolve("data").resolve("import"));
        Files.writeString(directory.resolve(realm + "-realm.json"), json);
        options.add("--import-realm");
        return this;
    }

    /** As for production: what does not change is built in before the start. */
    KeycloakServer built(String... buildOptions) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script(), "build"));
        command.addAll(List.of(buildOptions));
        Process build = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("build.log").toFile())
                .start();
        if (!build.waitFor(BUILD_SECONDS, TimeUnit.SECONDS) || build.exitValue() != 0) {
            build.destroyForcibly();
            throw new IOException("not built; see " + home.resolve("build.log"));
        }
        return this;
    }

    /** Starts it; returns once it listens. */
    KeycloakServer start(String mode, String... startOptions) throws IOException {
        options.add(0, mode);
        options.addAll(List.of(startOptions));
        options.addAll(List.of("--http-enabled=true", "--http-host=127.0.0.1", "--http-port=" + port()));
        process = run();
        return this;
    }

    private ServerProcess run() throws IOException {
        List<String> command = new ArrayList<>(List.of(script()));
        command.addAll(options);
        return ServerProcess.start(command, SMALL, LISTENS, log);
    }

    private String script() {
        return home.resolve("bin").resolve("kc.sh").toString();
    }

    /** kill -9, of the shell that waits for it too. */
    void kill() {
        if (process != null) {
            ProcessHandle.of(process.pid()).ifPresent(shell -> {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly();
            });
            process.close();
        }
    }

    /** Starts it again; returns once it listens. */
    void restart() throws IOException {
        kill();
        process = run();
    }

    @Override
    public void close() throws IOException {
        kill();
        port.close();
        Folders.delete(home);
    }
}
