package io.sallyport.scenarios.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A real server that runs a file of deploy/examples, in which only addresses, and a timeout, are replaced. */
final class ProxyServer implements AutoCloseable {

    /** Those that Debian has. */
    enum Kind {
        NGINX("nginx", "proxy_read_timeout"),
        HAPROXY("haproxy", "timeout server");

        private final String program;

        /** What says how long it waits for the gateway. */
        private final String patience;

        Kind(String program, String patience) {
            this.program = program;
            this.patience = patience;
        }

        void assumeInstalled() {
            program().assumeInstalled();
        }

        private Program program() {
            return new Program(program, "nginx-light haproxy");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_ATTEMPTS = 5;
    private static final String OUTPUT = "output";

    /** For HAProxy: that another one's port is not shared but a clash. */
    private static final String BESIDE_HAPROXY = """
            global
                noreuseport
            """;

    /** For nginx: where it may write, and that it stays one process in the foreground. */
    private static final String AROUND_NGINX = """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                include %1$s/orders.conf;
            }
            """;

    private final Process process;
    private final int port;

    private ProxyServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param directory a new one, for its files
     * @param gateway the port of the gateway
     * @param service the port of the service behind
     */
    static ProxyServer start(Kind kind, Path directory, int gateway, int service) throws IOException {
        return start(kind, directory, gateway, service, UnaryOperator.identity());
    }

    /** Starts it for tests in which the gateway hangs: waits 500 ms for its answer, not 5 s. */
    static ProxyServer startImpatient(Kind kind, Path directory, int gateway, int service) throws IOException {
        return start(
                kind,
                directory,
                gateway,
                service,
                text -> replaced(text, kind.patience + " 5s", kind.patience + " 500ms"));
    }

    private static ProxyServer start(
            Kind kind, Path directory, int gateway, int service, UnaryOperator<String> substitution)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<Integer> ports = List.of(Ports.free(), Ports.free(), gateway, service);
            ProxyServer server =
                    new ProxyServer(run(command(kind, directory, ports, substitution), directory), ports.get(0));
            if (server.isReady()) {
                return server;
            }
            server.close();
            String output = Files.readString(directory.resolve(OUTPUT));
            if (attempt == MOST_ATTEMPTS || !output.contains("Address already in use")) {
                throw new IOException(kind + " does not start: " + output);
            }
        }
    }

    private static Process run(List<String> command, Path directory) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(OUTPUT).toFile())
                .start();
    }

    /** Waits until it listens; false where it has ended or does not listen for a long time. */
    private boolean isReady() {
        try {
            await().atMost(PATIENCE).until(() -> !process.isAlive() || Ports.isListening(process, port));
            return process.isAlive();
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }

    private static List<String> command(
            Kind kind, Path directory, List<Integer> ports, UnaryOperator<String> substitution) throws IOException {
        return switch (kind) {
            case NGINX -> nginx(kind, directory, substitution.apply(example("nginx.conf", ports)));
            case HAPROXY -> haproxy(kind, directory, substitution.apply(example("haproxy.cfg", ports)));
        };
    }

    private static List<String> nginx(Kind kind, Path directory, String example) throws IOException {
        Files.writeString(directory.resolve("orders.conf"), example);
        Path around = Files.writeString(directory.resolve("nginx.conf"), AROUND_NGINX.formatted(directory));
        return List.of(
                kind.program().path().toString(), "-p", directory.toString(), "-e", "stderr", "-c", around.toString());
    }

    private static List<String> haproxy(Kind kind, Path directory, String example) throws IOException {
        Files.copy(file("sallyport.lua"), directory.resolve("sallyport.lua"), StandardCopyOption.REPLACE_EXISTING);
        Path alone = Files.writeString(directory.resolve("alone.cfg"), BESIDE_HAPROXY);
        Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), example);
        return List.of(kind.program().path().toString(), "-db", "-f", alone.toString(), "-f", configuration.toString());
    }

    private static String example(String name, List<Integer> ports) throws IOException {
        String text = Files.readString(file(name))
                .replace("127.0.0.1:8000", "127.0.0.1:" + ports.get(0))
                .replace("127.0.0.1:8001", "127.0.0.1:" + ports.get(1));
        text = replaced(text, "127.0.0.1:8080", "127.0.0.1:" + ports.get(2));
        return replaced(text, "127.0.0.1:3000", "127.0.0.1:" + ports.get(3));
    }

    private static String replaced(String text, String what, String by) {
        if (!text.contains(what)) {
            throw new IllegalArgumentException("the example no longer says " + what);
        }
        return text.replace(what, by);
    }

    /** A file of deploy/examples, whichever module's directory the tests run in. */
    static Path file(String name) {
        return Stream.of("", "../..")
                .map(root -> Path.of(root, "deploy/examples", name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
