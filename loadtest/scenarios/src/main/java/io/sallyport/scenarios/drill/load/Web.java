package io.sallyport.scenarios.drill.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An HTTP client of one server, with as many connections as it takes: a request never waits for another one. */
final class Web {

    /** More than the gateway's longest deadline: the gateway is to answer, not the client to give up. */
    private static final long TIMEOUT_MILLIS = 15_000;

    private static final int CONNECTIONS = 4_096;
    /** Less than the server's, so that no request meets a connection that is just being closed. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient client;
    private final URI base;

    Web(Vertx vertx, URI base) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setConnectTimeout((int) TIMEOUT_MILLIS)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.base = base;
    }

    URI base() {
        return base;
    }

    Future<Answer> get(String path, Map<String, String> headers) {
        return send(HttpMethod.GET, path, headers, Buffer.buffer());
    }

    Future<Answer> post(String path, Map<String, String> form, Map<String, String> headers) {
        return send(HttpMethod.POST, path, headers, Buffer.buffer(encode(form)));
    }

    private Future<Answer> send(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setHost(base.getHost())
                .setPort(base.getPort())
                .setMethod(method)
                .setURI(path);
        headers.forEach(options::putHeader);
        if (method.equals(HttpMethod.POST)) {
            options.putHeader("Content-Type", FORM);
        }
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(response ->
                        response.body().map(all -> new Answer(response.statusCode(), response.headers(), all)))
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    static Map<String, String> basic(String id, String secret) {
        String both = id + ":" + secret;
        return Map.of(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
