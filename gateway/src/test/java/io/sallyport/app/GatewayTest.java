package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.sallyport.config.SallyportConfig;
import io.sallyport.failover.Decision;
import io.sallyport.journal.Journal;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.oidc.affinity.KeyRingFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewayTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Map<String, String> REISSUE =
            Map.of("mode: shared", "mode: reissue", "[http://127.0.0.1:8080]", "[http://127.0.0.1:7]");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ConcurrentLinkedQueue<Decision> decisions = new ConcurrentLinkedQueue<>();
    private final Sample sample;
    private Vertx vertx;
    private HttpClient client;
    private static final Map<String, String> OIDC = Map.of("dialect: cognito\npool: us-west-2_demo", "dialect: oidc");

    private FakeProvider west;
    private FakeProvider east;

    GatewayTest(@TempDir Path directory) {
        this.sample = new Sample(directory);
    }

    @BeforeEach
    void open(Vertx given) throws TimeoutException, JOSEException {
        vertx = given;
        client = vertx.createHttpClient();
        west = new FakeProvider(vertx);
        east = new FakeProvider(vertx);
    }

    @Test
    void startsServesAndStops() throws Exception {
        Gateway gateway = started(Map.of());

        assertThat(status(gateway.adminPort(), "/health/ready")).isEqualTo(200);
        assertThat(status(gateway.port(), "/.well-known/jwks.json")).isEqualTo(200);
        assertThat(decisions).isNotEmpty();

        done(gateway.close());
        assertNothingRuns(gateway.port());
    }

    @Test
    void withoutKeysItIsLiveAndNotReady() throws Exception {
        Gateway gateway = result(Gateway.start(sample.config(Map.of()), decisions::add));

        assertThat(status(gateway.adminPort(), "/health/live")).isEqualTo(200);
        assertThat(status(gateway.adminPort(), "/health/ready")).isEqualTo(503);

        done(gateway.close());
    }

    @Test
    void restartWhileNoRegionAnswersGoesOnWithKeysAndDiscoveryOfBefore() throws Exception {
        Gateway first = started(Map.of());
        String token = west.accessToken();
        await().atMost(LIMIT).until(() -> status(first.port(), DISCOVERY) == 200);
        done(first.close());
        west.goAway();
        east.goAway();

        Gateway second = started(Map.of());

        assertThat(status(second.adminPort(), "/health/ready")).isEqualTo(200);
        assertThat(status(second.port(), DISCOVERY)).isEqualTo(200);
        assertThat(status(second.port(), "/.well-known/jwks.json")).isEqualTo(200);
        assertThat(validated(second.port(), token)).isEqualTo(200);
        assertThat(validated(second.port(), east.accessToken())).isEqualTo(200);
        done(second.close());
    }

    @Test
    void deniedKeyOfTheConfigurationVerifiesNothing() throws Exception {
        Gateway gateway = started(Map.of("validation:", "validation:\n  deniedKeys: [k1]"));

        assertThat(validated(gateway.port(), west.accessToken())).isEqualTo(401);
        done(gateway.close());
    }

    @Test
    void listOfDeniedKeysThatCannotBeReadBackIsRefused() throws Exception {
        done(started(Map.of()).close());
        Files.writeString(sample.state().resolve("denied-keys.sealed"), "spoilt");

        assertRefused(config(Map.of()), "state.directory: the list of denied keys (denied-keys.sealed)");
        Files.delete(sample.state().resolve("denied-keys.sealed"));
        done(started(Map.of()).close());
    }

    @Test
    void journalOfRevocationsThatCannotBeReadBackIsRefused() throws Exception {
        done(started(Map.of()).close());
        Path head = sample.state().resolve("revocations.head.sealed");
        byte[] good = Files.readAllBytes(head);
        Files.writeString(head, "spoilt");

        assertRefused(config(Map.of()), "state.directory: the journal of revocations (revocations.head.sealed");
        Files.write(head, good);
        done(started(Map.of()).close());
    }

    @Test
    void journalOfRevocationsCanBeSwitchedOff() throws Exception {
        done(started(Map.of("validation:", "revocation: {journal: false}\nvalidation:"))
                .close());

        assertThat(sample.state().resolve("revocations.head.sealed")).doesNotExist();
    }

    @Test
    void keyRingThatCannotBeReadBackIsRefusedAndKept() throws Exception {
        done(started(Map.of()).close());
        Path ring = sample.state().resolve("key-ring.sealed");
        byte[] good = Files.readAllBytes(ring);
        Files.writeString(ring, "spoilt");

        assertRefused(config(Map.of()), "state.directory: the key ring (key-ring.sealed) cannot be read back");
        assertThat(ring).hasContent("spoilt");
        Files.write(ring, good);
        done(started(Map.of()).close());
        assertThat(ring).hasBinaryContent(good);
    }

    @Test
    void busyPortForClientsIsRefused() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SallyportConfig config = config(Map.of("listen: {port: 0}", "listen: {port: " + busy.getLocalPort() + "}"));

            assertRefused(config, "listen.port: 127.0.0.1:" + busy.getLocalPort() + " cannot be bound");
        }
        assertStateIsFree();
    }

    @Test
    void busyPortForOperatorsIsRefused() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SallyportConfig config = config(Map.of("admin: {port: 0}", "admin: {port: " + busy.getLocalPort() + "}"));

            assertRefused(config, "admin.port: 127.0.0.1:" + busy.getLocalPort() + " cannot be bound");
        }
        assertStateIsFree();
    }

    @Test
    void keyFileThatOthersMayReadIsRefused() throws Exception {
        result(Gateway.start(config(Map.of()), decisions::add).compose(Gateway::close));
        Files.setPosixFilePermissions(
                sample.key(), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(config(Map.of()), "state.directory: ");
    }

    @Test
    void stateDirectoryThatIsAFileIsRefused() throws Exception {
        Files.writeString(sample.state(), "in the way");

        assertRefused(config(Map.of()), "state.directory: ");
    }

    @Test
    void twoGatewaysNeverShareAStateDirectory() throws Exception {
        Gateway first = started(Map.of());

        assertRefused(config(Map.of()), "in use by another gateway");
        assertThat(status(first.adminPort(), "/health/ready")).isEqualTo(200);
        done(first.close());
    }

    @Test
    void operationsThatDoNotFitTheDialectAreRefusedBeforeAnythingStarts() throws Exception {
        SallyportConfig config = config(Map.of(
                "dialect: cognito\npool: us-west-2_demo",
                "dialect: oidc\noperations: [{on: API SignUp, name: sign-up, class: write}]"));

        assertRefused(config, "operations: there is no JSON API for API SignUp");
        assertThat(sample.state()).doesNotExist();
    }

    @Test
    void aNodesOwnRingGetsKeysToSignWithOnceTheyAreNeededAndKeepsThem() throws Exception {
        Path ring = sample.state().resolve("key-ring.sealed");
        done(started(Map.of()).close());
        byte[] before = Files.readAllBytes(ring);

        Gateway first = started(REISSUE);
        await().atMost(LIMIT).until(() -> keyIds(first.port()).size() == 3);
        Set<String> ids = keyIds(first.port());
        done(first.close());
        byte[] after = Files.readAllBytes(ring);
        Gateway second = started(REISSUE);
        await().atMost(LIMIT).until(() -> keyIds(second.port()).equals(ids));
        done(second.close());

        assertThat(ids).contains("k1");
        assertThat(after).isNotEqualTo(before);
        assertThat(ring).hasBinaryContent(after);
    }

    @Test
    void aSharedRingWithoutKeysToSignWithIsRefused() throws Exception {
        Path ring = sample.key().resolveSibling("ring");
        KeyRingFile.create(ring, KeyRing.create());
        Map<String, String> changes = new HashMap<>(REISSUE);
        changes.put("publicUrl:", "affinity: {keyRing: " + ring + "}\npublicUrl:");

        assertRefused(config(changes), "affinity.keyRing: " + ring + " has no keys to sign with");
        assertStateIsFree();
    }

    @Test
    void closingAnswersWhatIsInFlight() throws Exception {
        Gateway gateway = started(Map.of());
        NetSocket idle = result(vertx.createNetClient().connect(gateway.port(), "127.0.0.1"));
        CountDownLatch idleClosed = new CountDownLatch(1);
        idle.closeHandler(v -> idleClosed.countDown());
        Future<Integer> inFlight = token(gateway.port());
        await().atMost(LIMIT).until(() -> west.waiting() == 1);

        Future<Void> closed = gateway.close();

        await().atMost(LIMIT).until(() -> refuses(gateway.port()));
        assertThat(status(gateway.adminPort(), "/health/ready")).isEqualTo(503);
        assertThat(inFlight.isComplete()).isFalse();
        assertThat(gateway.close()).isSameAs(closed);
        west.letGo();
        assertThat(result(inFlight)).isEqualTo(200);
        done(closed);
        assertThat(idleClosed.await(5, TimeUnit.SECONDS)).isTrue();
        assertNothingRuns(gateway.adminPort());
        assertStateIsFree();
    }

    @Test
    void endpointsOfAnyProviderAreThoseOfItsDiscoveryDocument() throws Exception {
        Gateway first = started(OIDC);
        await().atMost(LIMIT).until(() -> status(first.port(), DISCOVERY) == 200);
        assertThat(status(first.port(), "/oauth2/authorize")).isNotEqualTo(404);
        assertThat(status(first.port(), "/login")).isEqualTo(404);
        done(first.close());
        west.goAway();
        east.goAway();

        Gateway second = started(OIDC);

        assertThat(status(second.port(), DISCOVERY)).isEqualTo(200);
        assertThat(status(second.port(), "/oauth2/authorize")).isEqualTo(503);
    }

    @Test
    void aProviderThatNothingDescribesIsNotStarted() throws Exception {
        west.goAway();
        east.goAway();

        assertRefused(config(OIDC), "no region gave a discovery document");
        assertStateIsFree();
    }

    @Test
    void connectionsBeyondTheLimitAreClosed() throws Exception {
        Gateway gateway = started(Map.of("listen: {port: 0}", "listen: {port: 0, maxConnections: 1}"));
        NetSocket first = result(vertx.createNetClient().connect(gateway.port(), "127.0.0.1"));
        CountDownLatch firstAnswered = new CountDownLatch(1);
        first.handler(bytes -> firstAnswered.countDown());
        result(first.write("GET /-/nothing HTTP/1.1\r\nHost: x\r\n\r\n"));
        assertThat(firstAnswered.await(5, TimeUnit.SECONDS)).isTrue();

        try (Socket second = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            second.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            assertThat(second.getInputStream().read()).isEqualTo(-1);
        }
        result(first.close());
        await().atMost(LIMIT).until(() -> status(gateway.port(), "/.well-known/jwks.json") == 200);
        done(gateway.close());
    }

    private Gateway started(Map<String, String> changes) throws Exception {
        return result(Gateway.start(config(changes), decisions::add));
    }

    private SallyportConfig config(Map<String, String> changes) throws IOException {
        Map<String, String> all = new HashMap<>(changes);
        all.put("PRIMARY", Integer.toString(west.port()));
        all.put("REPLICA", Integer.toString(east.port()));
        return sample.config(all);
    }

    private void assertRefused(SallyportConfig config, String part) {
        assertThatThrownBy(() -> result(Gateway.start(config, decisions::add)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(part);
    }

    private void assertNothingRuns(int port) {
        assertThat(refuses(port)).isTrue();
    }

    private void assertStateIsFree() throws IOException {
        Journal.Opening opening = Journal.open(sample.state(), sample.key());
        assertThat(opening).isInstanceOf(Journal.Opened.class);
        ((Journal.Opened) opening).journal().close();
    }

    private boolean refuses(int port) {
        return vertx.createNetClient()
                .connect(port, "127.0.0.1")
                .compose(NetSocket::close)
                .map(closed -> false)
                .otherwise(true)
                .await();
    }

    private int status(int port, String path) throws TimeoutException {
        return result(client.request(HttpMethod.GET, port, "127.0.0.1", path)
                .compose(request ->
                        request.authority(HostAndPort.create("127.0.0.1", 8080)).send())
                .map(response -> response.statusCode())
                .otherwise(0));
    }

    private Set<String> keyIds(int port) throws TimeoutException {
        Buffer body = result(client.request(HttpMethod.GET, port, "127.0.0.1", "/.well-known/jwks.json")
                .compose(request ->
                        request.authority(HostAndPort.create("127.0.0.1", 8080)).send())
                .compose(HttpClientResponse::body));
        try {
            return JWKSet.parse(body.toString()).getKeys().stream()
                    .map(JWK::getKeyID)
                    .collect(Collectors.toSet());
        } catch (ParseException none) {
            return Set.of();
        }
    }

    private int validated(int port, String token) throws TimeoutException {
        return result(client.request(HttpMethod.GET, port, "127.0.0.1", "/-/validate")
                .compose(request -> request.authority(HostAndPort.create("127.0.0.1", 8080))
                        .putHeader("Authorization", "Bearer " + token)
                        .send())
                .map(response -> response.statusCode()));
    }

    private Future<Integer> token(int port) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/oauth2/token")
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        return client.request(options)
                .compose(request -> request.authority(HostAndPort.create("127.0.0.1", 8080))
                        .send(Buffer.buffer("grant_type=client_credentials")))
                .map(response -> response.statusCode());
    }

    private static <T> T result(Future<T> future) throws TimeoutException {
        return future.await(30, TimeUnit.SECONDS);
    }

    private static void done(Future<?> future) throws TimeoutException {
        future.await(30, TimeUnit.SECONDS);
    }
}
