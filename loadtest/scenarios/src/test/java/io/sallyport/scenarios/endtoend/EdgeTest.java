package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway answers before it asks any region. */
class EdgeTest {

    private static final int OVER_THE_LIMIT = 40 * 1024;
    private static final int STREAMED = 20 * 1024;

    @RegisterExtension
    static final RunningDemo DEMO = new RunningDemo();

    private final Client client = new Client();

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/login", "/signup"})
    void aBodyThatAnnouncesTooMuchIs413(String path) throws Exception {
        HttpResponse<String> answer = client.post(DEMO.url(path), Client.FORM, form(OVER_THE_LIMIT));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/login"})
    void aBodyThatTurnsOutTooLongIs413(String path) throws Exception {
        HttpResponse<String> answer = chunked(path, form(OVER_THE_LIMIT));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyBelowTheLimitIsStreamedWithAndWithoutItsLength() throws Exception {
        long before = DEMO.primary().requests("/signup");

        HttpResponse<String> announced = client.post(DEMO.url("/signup"), Client.FORM, form(STREAMED));
        HttpResponse<String> inChunks = chunked("/signup", form(STREAMED));

        assertThat(announced.statusCode()).isEqualTo(inChunks.statusCode()).isNotIn(413, 500, 502, 503);
        assertThat(DEMO.primary().requests("/signup")).isEqualTo(before + 2);
    }

    @Test
    void anUnknownPathIs404InTheCallersFormat() throws Exception {
        HttpResponse<String> browser = client.get(DEMO.url("/nothing/here"), "Accept", "text/html");
        HttpResponse<String> other = client.get(DEMO.url("/nothing/here"), "Accept", "application/json");
        HttpResponse<String> api = client.cognito(DEMO.url("/"), "AdminDeleteUser", "{}");

        assertThat(browser.statusCode()).isEqualTo(404);
        assertThat(Client.header(browser, "Content-Type")).startsWith("text/html");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(Client.header(other, "Content-Type")).startsWith("application/problem+json");
        assertThat(Client.json(other).get("status").asInt()).isEqualTo(404);
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(Client.header(api, "x-amzn-ErrorType")).isEqualTo("UnknownOperationException");
        assertThat(DEMO.primary().requests("AdminDeleteUser")).isZero();
        assertThat(DEMO.primary().requests("/nothing/here")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/-/nothing", "/-/regions/us-west-2", "/-/validate/p/unknown", "/-/fault", "/-/requests"})
    void theGatewaysOwnPathsAreNeverForwarded(String path) throws Exception {
        assertThat(client.get(DEMO.url(path)).statusCode()).isEqualTo(404);
        assertThat(DEMO.primary().requests(path)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GET, /.well-known/openid-configuration", "GET, /oauth2/authorize", "POST, /oauth2/token"})
    void anotherHostThanThePublicUrlsIs421(String method, String path) throws Exception {
        String answer =
                raw("%s %s HTTP/1.1\r\nHost: elsewhere.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .formatted(method, path));

        assertThat(answer).startsWith("HTTP/1.1 421 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n",
                "Transfer-Encoding: xchunked\r\n"
            })
    void anAmbiguousBodyIs400AndTheConnectionCloses(String framing) throws Exception {
        String answer = raw("POST /oauth2/token HTTP/1.1\r\nHost: %s\r\n%s\r\nhello"
                .formatted(DEMO.url("/").getAuthority(), framing));

        assertThat(answer).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
    }

    /** Sends exactly this and reads until the gateway closes the connection. */
    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), DEMO.url("/").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> chunked(String path, String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return client.send(HttpRequest.newBuilder(DEMO.url(path))
                .header("Content-Type", Client.FORM)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    private static String form(int bytes) {
        return "grant_type=client_credentials&padding=" + "x".repeat(bytes);
    }
}
