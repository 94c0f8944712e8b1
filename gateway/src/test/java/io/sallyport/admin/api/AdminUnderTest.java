package io.sallyport.admin.api;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sallyport.admin.AdminServer;
import io.sallyport.failover.Input;
import io.sallyport.journal.GroupedLog;
import io.sallyport.keys.DenialStore;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.serving.OrderResult;
import io.sallyport.serving.history.DecisionRecord;
import io.sallyport.serving.history.OutageRecord;
import io.sallyport.serving.revocation.RevocationEntry;
import io.sallyport.serving.revocation.RevocationJournal;
import io.sallyport.testsupport.RawClient;
import io.sallyport.testsupport.Revoking;
import io.sallyport.token.RevocationList;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An admin listener whose controller notes the orders that it gets and answers as it is told. */
public final class AdminUnderTest implements AutoCloseable {

    static final String TOKEN = "correct-horse-battery-staple";
    static final String ISSUER = "https://issuer.example";

    /**
     * An answer.
     *
     * @param headers by their lower-case names
     */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        JsonObject json() {
            return new JsonObject(body);
        }

        String kind() {
            return json().getString("kind");
        }
    }

    final List<Input.Order> orders = new CopyOnWriteArrayList<>();
    final List<DecisionRecord> decisions = new CopyOnWriteArrayList<>();
    final List<OutageRecord> outages = new CopyOnWriteArrayList<>();
    final RevocationList revocations;

    @SuppressWarnings("NullAway.Init") // set while it is made
    RevocationJournal journal;

    volatile Future<OrderResult> result =
            Future.succeededFuture(new OrderResult.Accepted(List.of(SampleRecords.decision("done"))));

    private final Vertx vertx = Vertx.vertx();
    private final AdminServer server;

    private AdminUnderTest(@Nullable Predicate<String> isToken, boolean needsToken, Duration within, Ground ground) {
        InstantSource clock = InstantSource.fixed(SampleRecords.NOW);
        revocations = new RevocationList(ground.revocations(), Duration.ofDays(1), clock, RevocationList.Observer.NONE);
        Api.Services services = new Api.Services(
                SampleRecords::state,
                () -> List.copyOf(decisions),
                () -> List.copyOf(outages),
                this::order,
                new DeniedKeys(Set.of("configured"), ground.store()),
                journal(ground.log(), clock),
                Set.of(ISSUER),
                clock);
        server = new AdminServer(
                new AdminServer.Settings("127.0.0.1", 0, isToken, needsToken, within),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> true,
                services);
        vertx.deployVerticle(server).await();
    }

    private RevocationJournal journal(GroupedLog log, InstantSource clock) {
        journal = Revoking.on(log, revocations, clock);
        return journal;
    }

    /**
     * What it stands on.
     *
     * @param store of denied keys
     * @param revocations how many there is room for
     * @param log where they are kept
     */
    record Ground(DenialStore store, int revocations, GroupedLog log) {
        static Ground firm() {
            return on(DenialStore.NONE, 100);
        }

        static Ground on(DenialStore store, int revocations) {
            return new Ground(store, revocations, GroupedLog.IN_MEMORY);
        }
    }

    /** On loopback, with a token. */
    static AdminUnderTest onLoopback() {
        return on(Ground.firm());
    }

    static AdminUnderTest on(Ground ground) {
        return new AdminUnderTest(TOKEN::equals, false, Duration.ofSeconds(10), ground);
    }

    static AdminUnderTest withoutToken() {
        return new AdminUnderTest(null, false, Duration.ofSeconds(10), Ground.firm());
    }

    static AdminUnderTest beyondLoopback() {
        return new AdminUnderTest(TOKEN::equals, true, Duration.ofSeconds(10), Ground.firm());
    }

    static AdminUnderTest impatient() {
        return new AdminUnderTest(TOKEN::equals, false, Duration.ofMillis(50), Ground.firm());
    }

    private Future<OrderResult> order(Input.Order order) {
        orders.add(order);
        return result;
    }

    /** A client's secret would be needed to tell the primary of it. */
    RevocationEntry unreplayable() {
        return Revoking.unreplayable(journal);
    }

    int port() {
        return server.port();
    }

    Reply get(String target) {
        return send("GET", target, "");
    }

    /** A change as it should be asked for. */
    Reply change(String method, String path, String json) {
        return send(method, path, json, "Authorization: Bearer " + TOKEN, "Content-Type: application/json");
    }

    Reply post(String path, String json) {
        return change("POST", path, json);
    }

    /** To this listener by its own name, unless the headers say another. */
    Reply send(String method, String target, String body, String... headers) {
        boolean namesHost = List.of(headers).stream()
                .anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("host:"));
        String host = namesHost ? "" : "Host: 127.0.0.1:" + port() + "\r\n";
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String length = content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n";
        String lines = List.of(headers).stream().map(line -> line + "\r\n").collect(Collectors.joining());
        return raw(method + " " + target + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + length + lines + "\r\n"
                + new String(content, StandardCharsets.ISO_8859_1));
    }

    /** Exactly these bytes; the last answer to them. */
    Reply raw(String bytes) {
        try (RawClient client = RawClient.to(port())) {
            return reply(client.send(bytes).readToEnd());
        }
    }

    private static Reply reply(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer but: " + text);
        }
        List<String> head = text.substring(0, end).lines().toList();
        Map<String, String> headers = IntStream.range(1, head.size())
                .mapToObj(head::get)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                        line -> line.substring(line.indexOf(':') + 1).strip()));
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(head.get(0).split(" ", 3)[1]);
        return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** The only order so far. */
    Optional<Input.Order> order() {
        return orders.size() == 1 ? Optional.of(orders.get(0)) : Optional.empty();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
