package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Faults below and beside HTTP, and each mode on each plane. One test at a time: they share a region. */
@Execution(ExecutionMode.SAME_THREAD)
class NetworkFaultTest {

    @RegisterExtension
    static final RunningTwins TWINS = new RunningTwins(TwinOptions.ephemeral());

    private static final int PATIENCE_MILLIS = 300;
    private static final Map<String, String> PATHS =
            Map.of("keys", "/.well-known/jwks.json", "token", "/oauth2/userInfo", "login", "/login", "api", "/");

    private final TestClient client = new TestClient();
    private final Region region = TWINS.primary();

    @RegisterExtension
    final RegionsUnderTest regions = new RegionsUnderTest();

    @AfterEach
    void heal() throws Exception {
        assertThat(client.fault(region, "{\"mode\":\"none\",\"clockSkewMs\":0}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void unreachableAnswersNoAttemptToConnectAndOldConnectionsFallSilent() throws Exception {
        try (Socket old = connected()) {
            assertThat(status(old, "keys", "keep-alive")).isEqualTo(200);

            HttpResponse<String> set = client.fault(region, "{\"mode\":\"unreachable\"}");

            assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
            assertThatThrownBy(this::connected).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(this::connected).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> status(old, "keys", "keep-alive")).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aRegionComesBackWithinReachAsOftenAsItGoes() throws Exception {
        for (int time = 0; time < 3; time++) {
            assertThat(client.fault(region, "{\"mode\":\"unreachable\"}").statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(this::connected).isInstanceOf(SocketTimeoutException.class);
            assertThat(client.fault(region, "{\"mode\":\"none\"}").statusCode()).isEqualTo(200);
            try (Socket open = connected()) {
                assertThat(status(open, "keys", "keep-alive")).isEqualTo(200);
            }
        }
    }

    @Test
    void anUnreachableRegionCanBeRefusedAndBack() throws Exception {
        client.fault(region, "{\"mode\":\"unreachable\"}");
        client.fault(region, "{\"mode\":\"refuse\"}");

        assertThatThrownBy(this::connected).isInstanceOf(java.net.ConnectException.class);
        assertThat(client.fault(region, "{\"mode\":\"unreachable\"}").statusCode())
                .isEqualTo(200);
        assertThatThrownBy(this::connected).isInstanceOf(SocketTimeoutException.class);
    }

    @TestFactory
    Stream<DynamicTest> eachModeIsSeenOnItsPlaneAndNowhereElse() {
        return Stream.of("blackhole", "reset", "slow", "error", "throttle").flatMap(mode -> PATHS.keySet().stream()
                .sorted()
                .map(plane -> DynamicTest.dynamicTest(mode + " on " + plane, () -> {
                    heal();
                    String healthy = outcome(plane);
                    client.fault(region, """
                                    {"mode":"%s","planes":["%s"],"latencyMs":%d}""".formatted(mode, plane, mode.equals("slow") ? 3 * PATIENCE_MILLIS : 0));
                    assertThat(outcome(plane)).isEqualTo(expected(mode, plane));
                    String other = plane.equals("keys") ? "token" : "keys";
                    assertThat(outcome(other)).doesNotContain("500", "429", "TIMEOUT", "RESET");
                    assertThat(healthy).doesNotContain("500", "429", "TIMEOUT", "RESET");
                })));
    }

    private static String expected(String mode, String plane) {
        return switch (mode) {
            case "blackhole", "slow" -> "TIMEOUT";
            case "reset" -> "RESET";
            case "error" -> "500";
            default -> plane.equals("api") ? "400" : "429";
        };
    }

    /** What one request to a plane meets. */
    private String outcome(String plane) throws IOException {
        try (Socket socket = connected()) {
            int status = status(socket, plane, "close");
            socket.getInputStream().readAllBytes();
            return String.valueOf(status);
        } catch (SocketTimeoutException late) {
            return "TIMEOUT";
        } catch (java.net.SocketException reset) {
            return "RESET";
        }
    }

    @Test
    void slowFollowsTheLatencyDistribution() throws Exception {
        client.fault(region, "{\"mode\":\"slow\",\"latencyMs\":10,\"latencyP99Ms\":60}");

        int above = 0;
        for (int request = 0; request < 40; request++) {
            long begun = System.nanoTime();
            client.get(region.baseUrl().resolve("/.well-known/jwks.json"));
            above += System.nanoTime() - begun > 10_000_000L ? 1 : 0;
        }

        // Half of them by the median; the rest of the way adds a little to each.
        assertThat(above).isBetween(10, 39);
    }

    @Test
    void aSkewedClockShowsInTheTokens() throws Exception {
        client.fault(region, "{\"clockSkewMs\":3600000}");

        Instant issued = SignedJWT.parse(TestClient.json(client.clientCredentials(region))
                        .get("access_token")
                        .asText())
                .getJWTClaimsSet()
                .getIssueTime()
                .toInstant();

        assertThat(issued).isAfter(Instant.now().plusSeconds(3_500));
        assertThat(TestClient.json(client.get(TestClient.control(region, "/-/status")))
                        .get("clockSkewMs")
                        .asLong())
                .isEqualTo(3_600_000);
    }

    @Test
    void aRegionWithTlsShowsAnExpiredCertificateOnDemand() throws Exception {
        TwinRegions twins =
                regions.both(TwinOptions.ephemeral().withExtras(new TwinOptions.Extras(false, false, true, null)));
        String authority =
                client.get(TestClient.control(twins.primary(), "/-/ca.pem")).body();
        URI keys = twins.primary().baseUrl().resolve("/.well-known/jwks.json");

        assertThat(keys.getScheme()).isEqualTo("https");
        assertThat(tlsGet(authority, keys)).isEqualTo(200);
        client.fault(twins.primary(), "{\"certificate\":\"expired\"}");
        assertThatThrownBy(() -> tlsGet(authority, keys))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
        client.fault(twins.primary(), "{\"certificate\":\"valid\"}");
        assertThat(tlsGet(authority, keys)).isEqualTo(200);
        RegionsUnderTest.get(twins.close());
    }

    @Test
    void aRegionWithoutTlsHasNoCertificate() throws Exception {
        assertThat(client.fault(region, "{\"certificate\":\"expired\"}").statusCode())
                .isEqualTo(400);
        assertThat(client.get(TestClient.control(region, "/-/ca.pem")).statusCode())
                .isEqualTo(404);
    }

    private static int tlsGet(String authority, URI uri) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(authority.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), region.port()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static int status(Socket socket, String plane, String connection) throws IOException {
        String path = PATHS.getOrDefault(plane, "/");
        String request = plane.equals("api")
                ? "POST / HTTP/1.1\r\nHost: region\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
                : "GET %s HTTP/1.1\r\nHost: region\r\nConnection: %s\r\n\r\n".formatted(path, connection);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        byte[] line = answer.readNBytes("HTTP/1.1 200".length());
        if (connection.equals("keep-alive")) {
            readKeys(answer);
        }
        return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
    }

    /** Reads the rest of an answer with keys, to its last two characters. */
    private static void readKeys(InputStream answer) throws IOException {
        int before = 0;
        int now = answer.read();
        while (before != ']' || now != '}') {
            before = now;
            now = answer.read();
        }
    }
}
