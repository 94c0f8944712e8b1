package io.sallyport.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault, as a client sees it. One test at a time: they share a region. */
@Execution(ExecutionMode.SAME_THREAD)
class FaultTest {

    @RegisterExtension
    static final RunningTwins TWINS = new RunningTwins(TwinOptions.ephemeral());

    private static final String JWKS = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: region\r\n\r\n";
    private static final int PATIENCE_MILLIS = 300;

    private final TestClient client = new TestClient();
    private final Region region = TWINS.primary();

    @AfterEach
    void heal() throws Exception {
        assertThat(client.fault(region, "{\"mode\":\"none\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void refuseClosesThePortAndEveryConnection() throws Exception {
        try (Socket open = connected()) {
            assertThat(status(open)).isEqualTo(200);

            client.fault(region, "{\"mode\":\"refuse\"}");

            assertThatThrownBy(this::connected).isInstanceOf(ConnectException.class);
            assertThat(isEnded(open)).isTrue();
        }
    }

    @Test
    void thePortComesBackAsOftenAsItGoes() throws Exception {
        for (int time = 0; time < 20; time++) {
            assertThat(client.fault(region, "{\"mode\":\"refuse\"}").statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(this::connected).isInstanceOf(ConnectException.class);
            assertThat(client.fault(region, "{\"mode\":\"none\"}").statusCode()).isEqualTo(200);
            try (Socket open = connected()) {
                assertThat(status(open)).isEqualTo(200);
            }
        }
    }

    @Test
    void blackholeAcceptsAndNeverAnswersOnOldConnectionsToo() throws Exception {
        try (Socket old = connected()) {
            assertThat(status(old)).isEqualTo(200);

            client.fault(region, "{\"mode\":\"blackhole\"}");

            assertThatThrownBy(() -> status(old)).isInstanceOf(SocketTimeoutException.class);
            try (Socket fresh = connected()) {
                assertThatThrownBy(() -> status(fresh)).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void resetBreaksTheConnectionInTheMiddleOfTheAnswer() throws Exception {
        client.fault(region, "{\"mode\":\"reset\"}");

        try (Socket open = connected()) {
            open.getOutputStream().write(JWKS.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = open.getInputStream();
            byte[] start = answer.readNBytes(12);

            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            assertThatThrownBy(answer::readAllBytes)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void errorAnswersWithAServerErrorInThePlanesLanguage() throws Exception {
        client.fault(region, "{\"mode\":\"error\"}");

        HttpResponse<String> token = client.clientCredentials(region);
        HttpResponse<String> api = client.cognito(region, "GetUser", "{}");
        HttpResponse<String> page = client.get(region.baseUrl().resolve("/login"));

        assertThat(token.statusCode()).isEqualTo(500);
        assertThat(TestClient.json(token).get("error").asText()).isEqualTo("server_error");
        assertThat(api.statusCode()).isEqualTo(500);
        assertThat(api.headers().firstValue("x-amzn-ErrorType")).contains("InternalErrorException");
        assertThat(page.statusCode()).isEqualTo(500);
    }

    @Test
    void throttleAnswersTooManyRequests() throws Exception {
        client.fault(region, "{\"mode\":\"throttle\"}");

        HttpResponse<String> token = client.clientCredentials(region);
        HttpResponse<String> api = client.cognito(region, "GetUser", "{}");

        assertThat(token.statusCode()).isEqualTo(429);
        assertThat(token.headers().firstValue("Retry-After")).isPresent();
        assertThat(api.statusCode()).isEqualTo(400);
        assertThat(api.headers().firstValue("x-amzn-ErrorType")).contains("TooManyRequestsException");
    }

    @Test
    void slowAnswersLateAndRight() throws Exception {
        client.fault(region, "{\"mode\":\"slow\",\"latencyMs\":%d}".formatted(2 * PATIENCE_MILLIS));

        try (Socket open = connected()) {
            assertThatThrownBy(() -> status(open)).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(client.clientCredentials(region).statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultKeepsToItsPlanes() throws Exception {
        client.fault(region, "{\"mode\":\"error\",\"planes\":[\"token\"]}");

        assertThat(client.clientCredentials(region).statusCode()).isEqualTo(500);
        assertThat(client.get(region.baseUrl().resolve("/.well-known/jwks.json"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.cognito(region, "GetUser", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void anErrorRateOfZeroHitsNobody() throws Exception {
        client.fault(region, "{\"mode\":\"error\",\"errorRate\":0}");

        assertThat(client.clientCredentials(region).statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultEndsForTheOtherPartsWhenANewOneIsNamed() throws Exception {
        client.fault(region, "{\"mode\":\"error\",\"planes\":[\"api\"],\"latencyMs\":5}");

        JsonNode now = TestClient.json(client.fault(region, "{\"mode\":\"throttle\"}"));

        assertThat(now.get("latencyMs").asLong()).isZero();
        assertThat(now.get("planes")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "null",
                "[]",
                "{\"mode\":\"sulk\"}",
                "{\"mod\":\"none\"}",
                "{\"errorRate\":2}",
                "{\"latencyMs\":-1}",
                "{\"lagMs\":-1}",
                "{\"mode\":\"refuse\",\"planes\":[\"token\"]}"
            })
    void aSenselessFaultIsRefusedWithItsReason(String json) throws Exception {
        HttpResponse<String> answer = client.fault(region, json);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer).get("error").asText()).isNotEmpty();
        assertThat(client.clientCredentials(region).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsThatReachedTheRegionAreToldWhateverBecameOfThem() throws Exception {
        client.delete(TestClient.control(region, "/-/requests"));
        client.fault(region, "{\"mode\":\"error\"}");
        client.clientCredentials(region);
        client.cognito(region, "GetUser", "{}");

        JsonNode seen = TestClient.json(client.get(TestClient.control(region, "/-/requests")));

        assertThat(seen.get("count").asInt()).isEqualTo(2);
        assertThat(seen.at("/byOperation/GetUser").asInt()).isEqualTo(1);
        assertThat(seen.at("/requests/0/path").asText()).isEqualTo("/oauth2/token");
        assertThat(seen.at("/requests/0/method").asText()).isEqualTo("POST");
    }

    @Test
    void theControlPortWorksWhileTheRegionIsDead() throws Exception {
        client.fault(region, "{\"mode\":\"refuse\"}");

        JsonNode status = TestClient.json(client.get(TestClient.control(region, "/-/status")));

        assertThat(status.get("role").asText()).isEqualTo("primary");
        assertThat(TestClient.json(client.get(TestClient.control(region, "/-/fault")))
                        .get("mode")
                        .asText())
                .isEqualTo("refuse");
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), region.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static int status(Socket socket) throws IOException {
        socket.getOutputStream().write(JWKS.getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        byte[] line = answer.readNBytes("HTTP/1.1 200".length());
        // The rest of the small answer is there already, or comes with it.
        answer.skipNBytes(Math.max(0, answer.available()));
        return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
