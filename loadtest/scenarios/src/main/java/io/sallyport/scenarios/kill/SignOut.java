package io.sallyport.scenarios.kill;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A sign-out that may be asked for, and how it is seen whether it holds. */
sealed interface SignOut {

    /** Asks for it. */
    HttpRequest.Builder request(URI gateway);

    /** Asks for what it ends. */
    HttpRequest.Builder use(URI gateway);

    /** The status that {@link #use} has while it is in force; 200 where it is not. */
    int refusal();

    /** One access token is revoked. */
    record OfToken(String token) implements SignOut {
        @Override
        public HttpRequest.Builder request(URI gateway) {
            return form(gateway.resolve("/oauth2/revoke"), "client_id=app&token=" + token);
        }

        @Override
        public HttpRequest.Builder use(URI gateway) {
            return validation(gateway, token);
        }

        @Override
        public int refusal() {
            return 401;
        }
    }

    /** A refresh token is given up: opaque, so that nobody can verify it. */
    record OfRefreshToken(String token) implements SignOut {
        @Override
        public HttpRequest.Builder request(URI gateway) {
            return form(gateway.resolve("/oauth2/revoke"), "client_id=app&token=" + encoded(token));
        }

        @Override
        public HttpRequest.Builder use(URI gateway) {
            return form(
                    gateway.resolve("/oauth2/token"),
                    "grant_type=refresh_token&client_id=app&refresh_token=" + encoded(token));
        }

        @Override
        public int refusal() {
            return 400;
        }
    }

    /** A user signs out everywhere. */
    record Everywhere(String token, String another) implements SignOut {
        @Override
        public HttpRequest.Builder request(URI gateway) {
            return HttpRequest.newBuilder(gateway.resolve("/"))
                    .header("Content-Type", "application/x-amz-json-1.1")
                    .header("X-Amz-Target", "AWSCognitoIdentityProviderService.GlobalSignOut")
                    .POST(BodyPublishers.ofString("{\"AccessToken\":\"" + token + "\"}"));
        }

        /** Another session's token of the same user. */
        @Override
        public HttpRequest.Builder use(URI gateway) {
            return validation(gateway, another);
        }

        @Override
        public int refusal() {
            return 401;
        }
    }

    private static HttpRequest.Builder validation(URI gateway, String token) {
        return HttpRequest.newBuilder(gateway.resolve("/-/validate"))
                .header("Authorization", "Bearer " + token)
                .GET();
    }

    private static HttpRequest.Builder form(URI url, String form) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
