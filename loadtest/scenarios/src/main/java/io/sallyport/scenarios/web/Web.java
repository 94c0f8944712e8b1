package io.sallyport.scenarios.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An HTTP client of one server, with as many connections as it takes: a request never waits for another one. */
public final class Web {

    /** More than the gateway's longest deadline: the gateway is to answer, not the client to give up. */
    private static final long TIMEOUT_MILLIS = 15_000;

    private static final int CONNECTIONS = 4_096;
    /** Less than the server's, so that no request meets a connection that is just being closed. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String COGNITO_JSON = "application/x-amz-json-1.1";
    private static final String COGNITO_SERVICE = "AWSCognitoIdentityProviderService.";

    private final HttpClient client;
    private final URI base;

    private Web(Vertx vertx, URI base, HttpClientOptions options) {
        this.client = vertx.createHttpClient(
                options.setConnectTimeout((int) TIMEOUT_MILLIS).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.base = base;
    }

    /** One that keeps its connections, as browsers and services do. */
    public static Web keeping(Vertx vertx, URI base) {
        return new Web(vertx, base, new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS));
    }

    /** One that makes each request on a connection of its own, which is closed after it. */
    public static Web closing(Vertx vertx, URI base) {
        return new Web(vertx, base, new HttpClientOptions().setKeepAlive(false));
    }

    /** Where the server is. */
    public URI base() {
        return base;
    }

    /** Asks for a path with its query. */
    public Future<Answer> get(String path, Map<String, String> headers) {
        return send(HttpMethod.GET, path, headers, Buffer.buffer());
    }

    /** Posts a form. */
    public Future<Answer> post(String path, Map<String, String> form, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(CONTENT_TYPE, FORM);
        return send(HttpMethod.POST, path, all, Buffer.buffer(encode(form)));
    }

    /** Calls an operation of Cognito's JSON API. */
    public Future<Answer> call(String operation, JsonObject input) {
        Map<String, String> headers = Map.of("X-Amz-Target", COGNITO_SERVICE + operation, CONTENT_TYPE, COGNITO_JSON);
        return send(HttpMethod.POST, "/", headers, input.toBuffer());
    }

    private Future<Answer> send(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setHost(base.getHost())
                .setPort(base.getPort())
                .setMethod(method)
                .setURI(path);
        headers.forEach(options::putHeader);
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(response ->
                        response.body().map(all -> new Answer(response.statusCode(), response.headers(), all)))
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The header that brings a token. */
    public static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    /** The header of a client that has a secret. */
    public static Map<String, String> basic(String id, String secret) {
        String both = id + ":" + secret;
        return Map.of(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    /** Path and query of a place at the server. */
    public static String pathOf(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    /** A form or a query. */
    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
