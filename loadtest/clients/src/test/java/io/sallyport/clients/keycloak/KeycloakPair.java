package io.sallyport.clients.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.regions.fault.PortReservation;
import io.sallyport.scenarios.process.LogFile;
import io.sallyport.scenarios.process.ServerProcess;
import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The gateway before both sites. Site B keeps no sessions in its database: that would have to be written. */
public final class KeycloakPair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("\"message\":\"ready\"");
    private static final String REPLAY_SECRET = "replay-secret-of-no-value";
    private static final String ADMIN_TOKEN = "admin-token-of-no-value-at-all-000";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final Deque<Closeable> closing = new ArrayDeque<>();
    private final Path work;
    private final String app;
    private final PortReservation port;
    private final PortReservation adminPort;
    private boolean isLost;

    @SuppressWarnings("NullAway.Init") // set before it is given away
    private Postgres database;

    @SuppressWarnings("NullAway.Init") // set before it is given away
    private KeycloakServer siteA;

    @SuppressWarnings("NullAway.Init") // set before it is given away
    private KeycloakServer siteB;

    private KeycloakPair(Path work, String app) throws IOException {
        this.work = work;
        this.app = app;
        this.port = PortReservation.of(0);
        this.adminPort = PortReservation.of(0);
        closing.push(port::close);
        closing.push(adminPort::close);
        closing.push(() -> vertx.close().await());
    }

    /**
     * Starts everything, which takes a minute or two.
     *
     * @param distribution an unpacked Keycloak
     * @param gateway the product's jar
     * @param work an empty directory; the logs are there
     * @param app the origin of the application that users sign in to
     */
    public static KeycloakPair start(Path distribution, Path gateway, Path work, String app)
            throws IOException, InterruptedException {
        KeycloakPair pair = new KeycloakPair(work, app);
        try {
            pair.start(distribution);
            pair.start(pair.gateway(gateway));
            return pair;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            pair.close();
            throw failed;
        }
    }

    private void start(Path distribution) throws IOException, InterruptedException {
        Path databases = Postgres.directory();
        closing.push(() -> Folders.delete(databases));
        database = closed(Postgres.create(databases.resolve("a"), log("database-a")));
        Postgres standby = closed(database.standby(databases.resolve("b"), log("database-b")));
        KeycloakServer partner = server(distribution, "partner");
        partner.with("partner", resource("partner-realm.json", "")).start("start-dev");
        siteA = server(distribution, "site-a")
                .with(
                        "acme",
                        resource("acme-realm.json", partner.realm("partner").toString()))
                .built("--db=postgres");
        siteB = server(distribution, "site-b").built("--db=postgres", "--features-disabled=persistent-user-sessions");
        start(siteA, database.port());
        // Keycloak takes a lock in its database when it starts: on a standby it never would.
        Relay endpoint = new Relay(vertx, database.port());
        start(siteB, endpoint.port());
        endpoint.leadTo(standby.port());
    }

    private KeycloakServer server(Path distribution, String name) throws IOException {
        return closed(KeycloakServer.copied(distribution, work.resolve(name), log(name)));
    }

    private void start(ServerProcess gateway) {
        closing.push(gateway::close);
        awaitState("on_primary");
    }

    /** Whether this machine has what it takes beside Keycloak. */
    public static boolean isPossible() {
        return Postgres.isInstalled();
    }

    private <T extends Closeable> T closed(T one) {
        closing.push(one);
        return one;
    }

    private LogFile log(String name) throws IOException {
        LogFile log = new LogFile(work.resolve(name + ".log"));
        closing.push(log::close);
        return log;
    }

    private String resource(String name, String partner) throws IOException {
        try (InputStream file = Objects.requireNonNull(KeycloakPair.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@APP@", app)
                    .replace("@PARTNER@", partner)
                    .replace("@PUBLIC_URL@", publicUrl());
        }
    }

    private void start(KeycloakServer site, int databasePort) throws IOException {
        site.start(
                "start",
                "--optimized",
                "--cache=local",
                "--hostname=http://127.0.0.1:" + port.port(),
                "--proxy-headers=xforwarded",
                "--db-url=jdbc:postgresql://127.0.0.1:" + databasePort + "/keycloak?targetServerType=any",
                "--db-username=keycloak");
    }

    private ServerProcess gateway(Path jar) throws IOException {
        Path configuration = Files.writeString(work.resolve("gateway.yaml"), resource("gateway.yaml", ""));
        Map<String, String> environment = Map.of(
                "PAIR_PUBLIC_URL", publicUrl(),
                "PAIR_PORT", Integer.toString(port.port()),
                "PAIR_ADMIN_PORT", Integer.toString(adminPort.port()),
                "PAIR_ADMIN_TOKEN", secret("admin-token", ADMIN_TOKEN),
                "PAIR_SITE_A", siteA.realm("acme").toString(),
                "PAIR_SITE_B", siteB.realm("acme").toString(),
                "PAIR_REPLAY_SECRET", secret("replay-secret", REPLAY_SECRET),
                "PAIR_APP", app,
                "PAIR_STATE", work.resolve("state").toString());
        return ServerProcess.start(
                ServerProcess.java("-jar", jar.toString(), "run", configuration.toString()),
                environment,
                READY,
                log("gateway"));
    }

    private String secret(String name, String value) throws IOException {
        return Files.writeString(work.resolve(name), value).toString();
    }

    /** What clients are given. */
    public String publicUrl() {
        return "http://127.0.0.1:" + port.port() + "/realms/acme";
    }

    /** An endpoint as clients know it. */
    public URI endpoint(String name) {
        return URI.create(publicUrl() + "/protocol/openid-connect/" + name);
    }

    /** The same at site A, past the gateway. */
    public URI endpointOfA(String name) {
        return URI.create(siteA.realm("acme") + "/protocol/openid-connect/" + name);
    }

    /** Site A and its database are gone from one moment to the next; the gateway has to find out. */
    public void killA() {
        isLost = true;
        database.kill();
        siteA.kill();
    }

    /** Site B serves. */
    public void loseA() {
        killA();
        awaitState("on_replica");
    }

    /** Site A serves, after the failback if it was lost. */
    public void regainA() throws IOException {
        if (isLost) {
            database.restart();
            siteA.restart();
            isLost = false;
        }
        awaitState("on_primary");
    }

    private void awaitState(String state) {
        await().atMost(PATIENCE)
                .until(() -> get("/metrics").contains("sallyport_controller_state{state=\"" + state + "\"} 1.0"));
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(admin(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private URI admin(String path) {
        return URI.create("http://127.0.0.1:" + adminPort.port() + path);
    }

    /** How many revocations a region has still to hear of, by the gateway's metric. */
    public int pendingRevocations() throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith("sallyport_revocations_pending"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** An operator revokes all that a user has. */
    public void revokeSubject(String subject) throws IOException, InterruptedException {
        String body = "{\"subject\":\"%s\",\"issuer\":\"%s\",\"by\":\"test\",\"why\":\"test\"}"
                .formatted(subject, publicUrl());
        HttpRequest request = HttpRequest.newBuilder(admin("/api/v1/revocations"))
                .header("Authorization", "Bearer " + ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Override
    public void close() throws IOException {
        while (!closing.isEmpty()) {
            closing.pop().close();
        }
    }
}
