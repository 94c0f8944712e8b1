package io.sallyport.scenarios.drill.load;

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
record AuthorizationRequest(String verifier) {

    static final String PATH = "/oauth2/authorize";
    static final String REDIRECT_URI = "http://127.0.0.1:3456/callback";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int VERIFIER_BYTES = 32;

    static AuthorizationRequest random() {
        byte[] bytes = new byte[VERIFIER_BYTES];
        RANDOM.nextBytes(bytes);
        return new AuthorizationRequest(BASE64.encodeToString(bytes));
    }

    /** Path and query. */
    String uri() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", "demo-web");
        query.put("redirect_uri", REDIRECT_URI);
        query.put("scope", "openid profile email");
        query.put("state", "drill");
        query.put("nonce", "drill");
        query.put("code_challenge", challenge());
        query.put("code_challenge_method", "S256");
        return PATH + "?" + Web.encode(query);
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
    boolean isAnsweredAt(URI uri) {
        return uri.toString().startsWith(REDIRECT_URI + "?");
    }

    /** A query parameter; empty where there is none. */
    static String parameter(URI uri, String name) {
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
