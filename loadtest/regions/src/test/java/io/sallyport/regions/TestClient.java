package io.sallyport.regions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** A client or a browser: keeps cookies, follows no redirect by itself. */
final class TestClient {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
        return send(request(uri, headers).GET());
    }

    HttpResponse<String> postForm(URI uri, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        return post(uri, "application/x-www-form-urlencoded", encode(form), headers);
    }

    HttpResponse<String> post(URI uri, String contentType, String body, String... headers)
            throws IOException, InterruptedException {
        return send(request(uri, headers).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(URI uri) throws IOException, InterruptedException {
        return send(request(uri).DELETE());
    }

    /** One call of the Cognito JSON API. */
    HttpResponse<String> cognito(Region region, String operation, String json)
            throws IOException, InterruptedException {
        return post(
                region.baseUrl().resolve("/"),
                "application/x-amz-json-1.1",
                json,
                "X-Amz-Target",
                "AWSCognitoIdentityProviderService." + operation);
    }

    /** A token for demo-service. */
    HttpResponse<String> clientCredentials(Region region) throws IOException, InterruptedException {
        return postForm(
                region.baseUrl().resolve("/oauth2/token"),
                Map.of("grant_type", "client_credentials"),
                "Authorization",
                basic("demo-service", "demo-service-secret"));
    }

    /** Puts a fault in force. */
    HttpResponse<String> fault(Region region, String json) throws IOException, InterruptedException {
        return post(control(region, "/-/fault"), "application/json", json);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    }

    static URI control(Region region, String path) {
        return URI.create("http://127.0.0.1:" + region.faultPort() + path);
    }

    static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return headers.length == 0 ? request : request.headers(headers);
    }
}
