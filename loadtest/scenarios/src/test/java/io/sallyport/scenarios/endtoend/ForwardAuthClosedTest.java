package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of deploy/examples in front of a service, where the gateway or the request is not what it should be. */
@Timeout(180)
class ForwardAuthClosedTest {

    /** As many words as make 2.7 KB. */
    private static final String LONG_SCOPE = "orders/read" + " orders/0123456789".repeat(150);

    private static final int POSTS = 20;

    private final Client client = new Client();
    private final Path directory;
    private ServiceBehind service;

    ForwardAuthClosedTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void open() throws Exception {
        service = new ServiceBehind();
    }

    @AfterEach
    void close() {
        service.close();
    }

    private ProxyServer proxy(ProxyServer.Kind kind, StubGateway gateway) throws Exception {
        kind.assumeInstalled();
        return ProxyServer.startImpatient(kind, directory, gateway.port(), service.port());
    }

    static Stream<Arguments> failures() {
        Map<String, StubGateway.Answer> answers = Map.of(
                "hung", StubGateway.hung(),
                "reset in the head", StubGateway.resetInTheHead(),
                "302", StubGateway.of("302 Found", "Location: http://127.0.0.1/login"),
                "400", StubGateway.of("400 Bad Request"),
                "404", StubGateway.of("404 Not Found"),
                "500", StubGateway.of("500 Internal Server Error"),
                "503", StubGateway.of("503 Service Unavailable", "Retry-After: 1"));
        return Arrays.stream(ProxyServer.Kind.values()).flatMap(kind -> answers.entrySet().stream()
                .map(answer -> Arguments.of(kind, answer.getKey(), answer.getValue())));
    }

    @ParameterizedTest(name = "{0}, gateway: {1}")
    @MethodSource("failures")
    void whatIsNoYesLetsNothingThrough(ProxyServer.Kind kind, String name, StubGateway.Answer answer) throws Exception {
        try (StubGateway gateway = new StubGateway(answer);
                ProxyServer proxy = proxy(kind, gateway)) {
            HttpResponse<String> refusal = client.get(proxy.url("/"), "Authorization", "Bearer any");

            // nginx cannot tell the gateway's 400 from another failure.
            boolean isTold = name.equals("400") && kind == ProxyServer.Kind.HAPROXY;
            assertThat(refusal.statusCode()).isEqualTo(isTold ? 400 : 503);
            assertThat(service.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void aLongScopeArrivesWhateverTheBody(ProxyServer.Kind kind) throws Exception {
        try (StubGateway gateway = new StubGateway(yes(LONG_SCOPE));
                ProxyServer proxy = proxy(kind, gateway)) {
            String body = "x".repeat(300_000);

            for (int i = 0; i < POSTS; i++) {
                assertThat(client.post(proxy.url("/"), "text/plain", body, "Authorization", "Bearer any")
                                .statusCode())
                        .isEqualTo(200);
            }

            assertThat(service.calls())
                    .hasSize(POSTS)
                    .allSatisfy(call -> assertThat(call.header("X-Auth-Scope")).containsExactly(LONG_SCOPE))
                    .allSatisfy(
                            call -> assertThat(call.header("X-Auth-Expires")).containsExactly("1795000000"));
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void aLongScopeArrivesBesideALongHeader(ProxyServer.Kind kind) throws Exception {
        try (StubGateway gateway = new StubGateway(yes(LONG_SCOPE));
                ProxyServer proxy = proxy(kind, gateway)) {
            String[] headers = {"Authorization", "Bearer any", "X-Long", "x".repeat(31_000)};

            HttpResponse<String> answer = client.get(proxy.url("/"), headers);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(service.calls()).singleElement().satisfies(call -> assertThat(call.header("X-Auth-Scope"))
                    .containsExactly(LONG_SCOPE));
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void whatTheGatewaySaysIsNotLeftOutWhereItHasNoRoom(ProxyServer.Kind kind) throws Exception {
        try (StubGateway gateway = new StubGateway(yes(LONG_SCOPE.repeat(8)));
                ProxyServer proxy = proxy(kind, gateway)) {
            String[] headers = {"Authorization", "Bearer any", "X-Long", "x".repeat(46_000)};

            HttpResponse<String> answer = client.get(proxy.url("/"), headers);

            assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(service.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyServer.Kind.class)
    void aClientCannotHaveTheNextHopRemoveTheGatewaysHeaders(ProxyServer.Kind kind) throws Exception {
        try (StubGateway gateway = new StubGateway(yes("orders/read"));
                ProxyServer proxy = proxy(kind, gateway)) {
            String status = statusLine(proxy, "Connection: close, X-Auth-Subject", "Connection: x_auth_scope");

            assertThat(status).containsAnyOf(" 200 ", " 400 ");
            assertThat(service.calls()).allSatisfy(call -> assertThat(
                            call.header("Connection").toString().toLowerCase(Locale.ROOT))
                    .doesNotContain("auth"));
        }
    }

    /** Java's client sends no such header. */
    private static String statusLine(ProxyServer proxy, String... headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), proxy.url("/").getPort())) {
            String request = "GET / HTTP/1.1\r\nHost: orders\r\nAuthorization: Bearer any\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    /** Of a token without a region. */
    private static StubGateway.Answer yes(String scope) {
        return StubGateway.of(
                "200 OK",
                "X-Auth-Subject: demo-service",
                "X-Auth-Client: demo-service",
                "X-Auth-Scope: " + scope,
                "X-Auth-Issuer: https://issuer.example",
                "X-Auth-Region: ",
                "X-Auth-Expires: 1795000000");
    }
}
