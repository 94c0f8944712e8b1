package io.sallyport.scenarios.web;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an application asks for, by PKCE (RFC 7636).
 *
 * @param verifier the code verifier
 */
public record AuthorizationRequest(String verifier) {

    /** The authorization endpoint. */
    public static final String PATH = "/oauth2/authorize";
    /** Where the application waits for its code. */
    public static final String REDIRECT_URI = "http://127.0.0.1:3456/callback";

    /** The public client of the demo. */
    public static final String CLIENT = "demo-web";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int VERIFIER_BYTES = 32;

    /** One with a verifier of its own. */
    public static AuthorizationRequest random() {
        byte[] bytes = new byte[VERIFIER_BYTES];
        RANDOM.nextBytes(bytes);
        return new AuthorizationRequest(BASE64.encodeToString(bytes));
    }

    /** Path and query. */
    public String uri() {
        return PATH + "?" + Web.encode(parameters());
    }

    /** Path and query of a request that was pushed (RFC 9126). */
    public static String pushedUri(String requestUri) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", CLIENT);
        query.put("request_uri", requestUri);
        return PATH + "?" + Web.encode(query);
    }

    /** Its parameters, for a query or to be pushed. */
    public Map<String, String> parameters() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", CLIENT);
        query.put("redirect_uri", REDIRECT_URI);
        query.put("scope", "openid profile email");
        query.put("state", "drill");
        query.put("nonce", "drill");
        query.put("code_challenge", challenge());
        query.put("code_challenge_method", "S256");
        return query;
    }

    /** What the application sends to the token endpoint with its code. */
    public Map<String, String> redemption(String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                CLIENT,
                "code",
                code,
                "redirect_uri",
                REDIRECT_URI,
                "code_verifier",
                verifier);
    }

    private String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Whether a redirect goes back to the application. */
    public boolean isAnsweredAt(URI uri) {
        return uri.toString().startsWith(REDIRECT_URI + "?");
    }

    /** A query parameter; empty where there is none. */
    public static String parameter(URI uri, String name) {
        return new QueryStringDecoder(uri)
                .parameters()
                .getOrDefault(name, List.of(""))
                .get(0);
    }

    /** Without the verifier. */
    @Override
    public String toString() {
        return "AuthorizationRequest";
    }
}
