package io.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sallyport.admin.api.Api;
import io.sallyport.keys.DenialStore;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.testsupport.Revoking;
import io.sallyport.token.RevocationList;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class AdminServerTest {

    private static final String TOKEN = "correct-horse-battery-staple";

    private record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicBoolean isReady = new AtomicBoolean(true);
    private Vertx vertx;
    private AdminServer open;
    private AdminServer closed;

    @BeforeEach
    void listen(Vertx given) throws TimeoutException {
        vertx = given;
        registry.counter("some.thing").increment();
        open = deployed(false);
        closed = deployed(true);
    }

    private AdminServer deployed(boolean needsToken) throws TimeoutException {
        AdminServer server = new AdminServer(
                new AdminServer.Settings("127.0.0.1", 0, TOKEN::equals, needsToken, Duration.ofSeconds(5)),
                registry,
                isReady::get,
                services());
        vertx.deployVerticle(server).await(10, TimeUnit.SECONDS);
        return server;
    }

    /** Nothing here asks the API for anything. */
    private static Api.Services services() {
        return new Api.Services(
                () -> {
                    throw new AssertionError("nobody asked");
                },
                List::of,
                List::of,
                order -> Future.failedFuture("nobody ordered"),
                new DeniedKeys(List.of(), DenialStore.NONE),
                Revoking.inMemory(
                        new RevocationList(1, Duration.ofDays(1), InstantSource.system(), RevocationList.Observer.NONE),
                        InstantSource.system()),
                Set.of(),
                InstantSource.system());
    }

    @Test
    void metricsAreTextUnlessOpenMetricsIsAskedFor() throws TimeoutException {
        Answer text = get(open, "/metrics", Map.of());
        Answer openMetrics = get(
                open,
                "/metrics",
                Map.of("Accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"));

        assertThat(text.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text.body()).contains("# TYPE some_thing_total counter").doesNotContain("# EOF");
        assertThat(openMetrics.header("content-type"))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(openMetrics.body()).endsWith("# EOF\n");
    }

    @Test
    void liveIsLiveEvenWhereItIsNotReady() throws TimeoutException {
        isReady.set(false);

        assertThat(get(open, "/health/live", Map.of()).status()).isEqualTo(200);
        assertThat(get(open, "/health/ready", Map.of()).status()).isEqualTo(503);
        assertThat(get(open, "/health/ready", Map.of()).body()).contains("DOWN");

        isReady.set(true);
        assertThat(get(open, "/health/ready", Map.of()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST", "localhost:9090", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:9090"})
    void loopbackIsKnownByItsNames(String host) throws TimeoutException {
        assertThat(get(open, "/metrics", Map.of("Host", host)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "attacker.example:9090",
                "localhost.attacker.example",
                "127.0.0.1.nip.io",
                "0.0.0.0"
            })
    void anotherNameIsAPageThatRebindsIts(String host) throws TimeoutException {
        Answer answer = get(open, "/metrics", Map.of("Host", host));

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.body()).doesNotContain("some_thing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health/live", "/health/ready", "/nothing"})
    void everythingAsksForTheTokenWhereItIsNeeded(String path) throws TimeoutException {
        Answer without = get(closed, path, Map.of());
        Answer wrong = get(closed, path, Map.of("Authorization", "Bearer " + TOKEN + "x"));
        Answer other = get(closed, path, Map.of("Authorization", "Basic " + TOKEN));
        Answer right = get(closed, path, Map.of("Authorization", "bearer " + TOKEN));

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("www-authenticate")).startsWith("Bearer ");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(other.status()).isEqualTo(401);
        assertThat(right.status()).isIn(200, 404);
    }

    @Test
    void tokenIsEnoughUnderAnyName() throws TimeoutException {
        Answer answer =
                get(closed, "/metrics", Map.of("Host", "sallyport.internal:9090", "Authorization", "Bearer " + TOKEN));

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/metrics/x", "/health", "/console", "/-/validate"})
    void anythingElseIsNotThere(String path) throws TimeoutException {
        Answer answer = get(open, path, Map.of());

        assertThat(answer.status()).isIn(404, 200);
        assertThat(answer.status() == 404 || path.equals("/metrics/")).isTrue();
    }

    @Test
    void changesNothing() throws TimeoutException {
        assertThat(send(HttpMethod.POST, open, "/metrics", Map.of()).status()).isEqualTo(404);
        assertThat(send(HttpMethod.DELETE, open, "/health/live", Map.of()).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health/ready", "/nothing"})
    void answersAreHardened(String path) throws TimeoutException {
        Answer answer = get(open, path, Map.of());

        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("content-security-policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
    }

    private Answer get(AdminServer server, String path, Map<String, String> headers) throws TimeoutException {
        return send(HttpMethod.GET, server, path, headers);
    }

    private Answer send(HttpMethod method, AdminServer server, String path, Map<String, String> headers)
            throws TimeoutException {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost("127.0.0.1")
                .setPort(server.port())
                .setURI(path);
        return vertx.createHttpClient()
                .request(options)
                .compose(request -> {
                    headers.forEach((name, value) -> {
                        if (name.equals("Host")) {
                            request.authority(HostAndPort.parseAuthority(value, -1));
                        } else {
                            request.putHeader(name, value);
                        }
                    });
                    return request.send();
                })
                .compose(response -> response.body().map(body -> answer(response, body)))
                .await(10, TimeUnit.SECONDS);
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        Map<String, String> headers = new java.util.HashMap<>();
        response.headers()
                .forEach(header -> headers.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
        return new Answer(response.statusCode(), headers, body.toString());
    }
}
