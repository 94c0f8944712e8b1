package io.sallyport.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The application that runs in a browser, {@code app.html}, at an origin of its own. */
final class SinglePageApp implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path library;
    private final Supplier<String> authority;
    private final AtomicReference<@Nullable Interruption> onReturn = new AtomicReference<>();

    /** What happens while somebody waits. */
    @FunctionalInterface
    interface Interruption {
        void happen() throws IOException, InterruptedException;
    }

    /**
     * Starts it.
     *
     * @param authority the URL of the gateway, asked for with each page
     */
    SinglePageApp(Supplier<String> authority) throws IOException, InterruptedException {
        this.authority = authority;
        library = Node.module("oidc-client-ts/dist/browser/oidc-client-ts.min.js");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", page()));
        server.createContext("/callback", this::callback);
        server.createContext(
                "/oidc-client-ts.js", exchange -> answer(exchange, "text/javascript", Files.readAllBytes(library)));
        server.start();
    }

    /** As a browser sends it. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets something happen once, while a browser waits for the page to which the provider has sent it back. */
    void onReturn(Interruption interruption) {
        onReturn.set(interruption);
    }

    private void callback(HttpExchange exchange) throws IOException {
        Interruption interruption = onReturn.getAndSet(null);
        if (interruption != null) {
            try {
                interruption.happen();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        answer(exchange, "text/html; charset=utf-8", page());
    }

    private byte[] page() throws IOException {
        try (InputStream page = Objects.requireNonNull(SinglePageApp.class.getResourceAsStream("app.html"))) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@AUTHORITY@", authority.get())
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
