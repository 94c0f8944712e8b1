package io.sallyport.scenarios.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** An application or a browser: keeps cookies, follows no redirect by itself. */
public final class Client {

    static final String FORM = "application/x-www-form-urlencoded";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .cookieHandler(new CookieManager())
            .build();

    HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
        return send(request(uri, headers).GET());
    }

    HttpResponse<String> post(URI uri, String contentType, String body, String... headers)
            throws IOException, InterruptedException {
        return send(request(uri, headers).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> postForm(URI uri, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        return post(uri, FORM, encode(form), headers);
    }

    /** A token for demo-service: of the gateway, or of a region itself. */
    HttpResponse<String> clientCredentials(URI tokenEndpoint) throws IOException, InterruptedException {
        return send(serviceToken(tokenEndpoint));
    }

    /** The same, without waiting for it. */
    CompletableFuture<HttpResponse<String>> clientCredentialsAsync(URI tokenEndpoint) {
        return http.sendAsync(serviceToken(tokenEndpoint).timeout(TIMEOUT).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder serviceToken(URI tokenEndpoint) {
        return request(tokenEndpoint, "Authorization", basic("demo-service", "demo-service-secret"))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
    }

    /** A call of Cognito's JSON API. */
    HttpResponse<String> cognito(URI base, String operation, String json) throws IOException, InterruptedException {
        return post(
                base,
                "application/x-amz-json-1.1",
                json,
                "X-Amz-Target",
                "AWSCognitoIdentityProviderService." + operation);
    }

    /** A sign-in by Cognito's JSON API. */
    HttpResponse<String> signIn(URI base, String username, String password) throws IOException, InterruptedException {
        return cognito(
                base,
                "InitiateAuth",
                "{\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"demo-web\",\"AuthParameters\":{\"USERNAME\":\"%s\",\"PASSWORD\":\"%s\"}}"
                        .formatted(username, password));
    }

    /** Asks whether a token is good. */
    HttpResponse<String> validate(URI validate, String token) throws IOException, InterruptedException {
        return get(validate, "Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    }

    static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    public static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** The member of a JSON answer that must be there. */
    public static String text(HttpResponse<String> response, String member) throws IOException {
        JsonNode found = json(response).get(member);
        if (found == null) {
            throw new AssertionError(response.statusCode() + " without " + member + ": " + response.body());
        }
        return found.asText();
    }

    static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
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
