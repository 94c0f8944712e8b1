package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.operation.Surface;
import io.sallyport.testsupport.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalWriterTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private String refuse(Refusal refusal, @Nullable Surface surface, String line, String headers) {
        RefusalWriter writer =
                new RefusalWriter(new Cors(List.of("https://app.example.com"), new LearnedCors()), told -> 42);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.response().putHeader("X-Left-Over", "of a region");
                    writer.write(request, refusal, surface);
                })
                .listen(0, "127.0.0.1")
                .await();
        try (RawClient client = RawClient.to(server.actualPort())) {
            return client.send(line + " HTTP/1.1\r\nHost: reflected\r\nConnection: close\r\n" + headers + "\r\n")
                    .readToEnd();
        }
    }

    private static JsonObject json(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    private static void check(Refusal refusal, String answer) {
        assertThat(answer).containsIgnoringCase("cache-control: no-store").doesNotContain("reflected", "X-Left-Over");
        assertThat(answer.contains("retry-after: 42")).isEqualTo(refusal.status() == 503);
    }

    @ParameterizedTest
    @EnumSource
    void theCognitoApiReadsItsExceptions(Refusal refusal) {
        String answer = refuse(refusal, Surface.API, "POST /reflected?reflected", "");

        check(refusal, answer);
        assertThat(answer)
                .startsWith("HTTP/1.1 " + refusal.apiStatus() + " ")
                .contains("x-amzn-errortype: " + refusal.apiType() + "\r\n", "application/x-amz-json-1.1");
        assertThat(json(answer).getString("__type")).isEqualTo(refusal.apiType());
        assertThat(json(answer).getString("message")).isEqualTo(refusal.text());
    }

    @ParameterizedTest
    @EnumSource
    void anOauthClientReadsAnError(Refusal refusal) {
        String answer = refuse(refusal, Surface.OAUTH, "POST /reflected", "Accept: text/html\r\n");

        check(refusal, answer);
        assertThat(answer).startsWith("HTTP/1.1 " + refusal.status() + " ");
        assertThat(json(answer).getString("error")).isEqualTo(refusal.oauthError());
        assertThat(json(answer).getString("error_description")).isEqualTo(refusal.text());
    }

    @ParameterizedTest
    @EnumSource
    void aPersonReadsAPage(Refusal refusal) {
        String answer = refuse(refusal, Surface.PAGE, "GET /reflected", "Accept: text/html,*/*;q=0.8\r\n");

        check(refusal, answer);
        assertThat(answer)
                .startsWith("HTTP/1.1 " + refusal.status() + " ")
                .contains("text/html; charset=utf-8", "referrer-policy: no-referrer", "<h1>")
                .contains("default-src 'none'; style-src 'sha256-", "form-action 'none'; frame-ancestors 'none'");
    }

    @ParameterizedTest
    @EnumSource
    void anybodyElseReadsAProblem(Refusal refusal) {
        String answer = refuse(refusal, null, "GET /reflected", "Accept: */*\r\n");

        check(refusal, answer);
        assertThat(answer).startsWith("HTTP/1.1 " + refusal.status() + " ").contains("application/problem+json");
        assertThat(json(answer).getInteger("status")).isEqualTo(refusal.status());
        assertThat(json(answer).getString("type")).startsWith("urn:sallyport:problem:");
    }

    @Test
    void headHasTheLengthAlone() {
        String get = refuse(Refusal.NOT_FOUND, null, "GET /", "");
        String head = refuse(Refusal.NOT_FOUND, null, "HEAD /", "");

        assertThat(head)
                .endsWith("\r\n\r\n")
                .containsIgnoringCase("content-length: " + json(get).encode().length());
    }

    @Test
    void onlyAnAllowedOriginMayReadIt() {
        assertThat(refuse(Refusal.WRITE_REFUSED, Surface.API, "POST /", "Origin: https://app.example.com\r\n"))
                .contains(
                        "access-control-allow-origin: https://app.example.com",
                        "vary: origin",
                        "retry-after, x-amzn-errortype");
        for (String other : List.of("https://app.example.com.evil.com", "https://APP.example.com", "null", "*")) {
            assertThat(refuse(Refusal.WRITE_REFUSED, Surface.API, "POST /", "Origin: " + other + "\r\n"))
                    .doesNotContain("access-control-allow-origin")
                    .contains("vary: origin");
        }
    }
}
