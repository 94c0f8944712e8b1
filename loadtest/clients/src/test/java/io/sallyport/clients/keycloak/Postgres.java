package io.sallyport.clients.keycloak;

import static org.awaitility.Awaitility.await;

import io.sallyport.regions.fault.PortReservation;
import io.sallyport.scenarios.endtoend.Program;
import io.sallyport.scenarios.process.LogFile;
import io.sallyport.scenarios.process.ServerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A PostgreSQL server on a loopback port, which trusts everybody there. It does not run as root: as {@code postgres} then. */
final class Postgres implements Closeable {

    private static final Pattern READY = Pattern.compile("database system is ready to accept (read-only )?connections");
    private static final String USER = "keycloak";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final PortReservation port;
    private final LogFile log;
    private ServerProcess process;

    private Postgres(Path data, LogFile log) throws IOException {
        this.data = data;
        this.log = log;
        this.port = PortReservation.of(0);
        this.process = run();
    }

    /** A new one, with an empty database. */
    static Postgres create(Path data, LogFile log) throws IOException, InterruptedException {
        tool("initdb", "-D", data.toString(), "-A", "trust", "-U", USER, "--no-sync");
        Postgres postgres = new Postgres(data, log);
        tool("createdb", "-h", "127.0.0.1", "-p", Integer.toString(postgres.port()), "-U", USER, USER);
        return postgres;
    }

    /** A hot standby of this one: it follows it, and writes nothing of its own. */
    Postgres standby(Path itsData, LogFile itsLog) throws IOException, InterruptedException {
        tool(
                "pg_basebackup",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port()),
                "-U",
                USER,
                "-D",
                itsData.toString(),
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--no-sync");
        return new Postgres(itsData, itsLog);
    }

    private ServerProcess run() throws IOException {
        List<String> command = command(
                "postgres",
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port.port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off");
        return ServerProcess.start(command, Map.of("LC_ALL", "C"), READY, log);
    }

    int port() {
        return port.port();
    }

    /** kill -9; its sessions' processes follow as soon as they notice. */
    void kill() {
        process.kill();
    }

    /** Starts it again over the same data, once nothing of its earlier life is left. */
    void restart() {
        process.close();
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            process = run();
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        process.close();
        port.close();
    }

    private static void tool(String name, String... arguments) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(command(name, arguments)).inheritIO().start();
        if (!tool.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || tool.exitValue() != 0) {
            tool.destroyForcibly();
            throw new IOException(name + " failed");
        }
    }

    /** A directory that the server may write to, whoever it runs as. */
    static Path directory() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sallyport-postgres");
        if (isRoot()) {
            new ProcessBuilder("chown", "postgres", directory.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        return directory;
    }

    private static List<String> command(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(path(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Debian keeps the programs of each version apart. */
    private static Path path(String name) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .orElseGet(() -> new Program(name, "postgresql").path());
        } catch (IOException notDebian) {
            return new Program(name, "postgresql").path();
        }
    }

    static boolean isInstalled() {
        return Files.isExecutable(path("pg_basebackup")) && Files.isExecutable(path("initdb"));
    }
}
