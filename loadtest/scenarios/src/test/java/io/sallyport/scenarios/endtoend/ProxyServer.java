package io.sallyport.scenarios.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real server that runs a file of deploy/examples, in which only addresses are replaced. */
final class ProxyServer implements AutoCloseable {

    /** Those that Debian has. */
    enum Kind {
        NGINX("nginx"),
        HAPROXY("haproxy");

        private final String program;

        Kind(String program) {
            this.program = program;
        }

        boolean isInstalled() {
            return Files.isExecutable(binary());
        }

        /** Debian's place for daemons is not in everybody's path. */
        private Path binary() {
            return Stream.concat(
                            Stream.of("/usr/sbin", "/usr/local/sbin"),
                            Stream.of(System.getenv("PATH").split(":", -1)))
                    .map(directory -> Path.of(directory, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(Path.of("/usr/sbin", program));
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        int port = freePort();
        List<String> command =
                switch (kind) {
                    case NGINX -> nginx(kind, directory, List.of(port, freePort(), gateway, service));
                    case HAPROXY -> haproxy(kind, directory, List.of(port, freePort(), gateway, service));
                };
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        ProxyServer server = new ProxyServer(process, port);
        try {
            await().atMost(PATIENCE).until(() -> !process.isAlive() || server.accepts());
            if (!process.isAlive()) {
                throw new IOException(command + ": " + Files.readString(directory.resolve("output")));
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static List<String> nginx(Kind kind, Path directory, List<Integer> ports) throws IOException {
        Files.writeString(directory.resolve("orders.conf"), example("nginx.conf", ports));
        Path around = Files.writeString(directory.resolve("nginx.conf"), AROUND_NGINX.formatted(directory));
        return List.of(kind.binary().toString(), "-p", directory.toString(), "-e", "stderr", "-c", around.toString());
    }

    private static List<String> haproxy(Kind kind, Path directory, List<Integer> ports) throws IOException {
        Files.copy(file("sallyport.lua"), directory.resolve("sallyport.lua"));
        Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), example("haproxy.cfg", ports));
        return List.of(kind.binary().toString(), "-db", "-f", configuration.toString());
    }

    private static String example(String name, List<Integer> ports) throws IOException {
        return Files.readString(file(name))
                .replace("127.0.0.1:8000", "127.0.0.1:" + ports.get(0))
                .replace("127.0.0.1:8001", "127.0.0.1:" + ports.get(1))
                .replace("127.0.0.1:8080", "127.0.0.1:" + ports.get(2))
                .replace("127.0.0.1:3000", "127.0.0.1:" + ports.get(3));
    }

    /** A file of deploy/examples, whichever module's directory the tests run in. */
    static Path file(String name) {
        return Stream.of("", "../..")
                .map(root -> Path.of(root, "deploy/examples", name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    /** A port of which nobody listens now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
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
