package io.sallyport.scenarios.endtoend;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A service that believes what the proxy in front says; it remembers what reached it. */
final class ServiceBehind implements AutoCloseable {

    /** What reached it: headers by name in lower case. */
    record Call(String method, String body, Map<String, List<String>> headers) {
        /** Its values, an empty list where it is not there. */
        List<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        }
    }

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    ServiceBehind() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(exchange.getRequestMethod(), body, lowerCase(exchange.getRequestHeaders())));
        boolean isForbidden = exchange.getRequestURI().getPath().equals("/forbidden");
        exchange.getResponseHeaders().add("X-From", "service");
        exchange.sendResponseHeaders(isForbidden ? 403 : 200, -1);
        exchange.close();
    }

    private static Map<String, List<String>> lowerCase(Headers headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
