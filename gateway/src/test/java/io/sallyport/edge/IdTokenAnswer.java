package io.sallyport.edge;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sallyport.token.SampleClaims;
import io.sallyport.token.TokenMint;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;

/** What regions answer at the token endpoint, and what a strict client makes of what comes through. */
final class IdTokenAnswer {

    static final String ACCESS_TOKEN = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    static final String JSON = "Content-Type: application/json;charset=UTF-8\r\n";

    private IdTokenAnswer() {}

    /** A region's ID token for demo-web, which goes with {@link #ACCESS_TOKEN}. */
    static String idToken(TokenMint mint, String issuer, Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = SampleClaims.idToken(issuer);
        change.accept(claims);
        return mint.token(claims);
    }

    static String ofWest() {
        return idToken(RunningEdge.KEY, SampleClaims.ISSUER, claims -> {});
    }

    static String ofEast() {
        return idToken(RunningEdge.EAST_KEY, RunningEdge.EAST_ISSUER, claims -> {});
    }

    static String with(String idToken) {
        return "{\"token_type\":\"Bearer\", \"id_token\":\"" + idToken + "\",\"access_token\":\"" + ACCESS_TOKEN
                + "\" , \"expires_in\":900}";
    }

    /** The JSON of an answer. */
    static JsonObject json(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    /** The claims of an ID token as a strict client verifies it (OpenID Connect Core §3.1.3.7). */
    static JWTClaimsSet verified(RunningEdge edge, String idToken) throws Exception {
        JWKSet keys = JWKSet.parse(json(edge.get("/.well-known/jwks.json")).encode());
        SignedJWT jwt = SignedJWT.parse(idToken);
        if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
            throw new AssertionError("signed by " + jwt.getHeader().getAlgorithm());
        }
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
        if (key == null || !jwt.verify(new RSASSAVerifier(key.toRSAKey()))) {
            throw new AssertionError("not signed by a published key");
        }
        return jwt.getJWTClaimsSet();
    }

    static String hash(String accessToken) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
    }
}
