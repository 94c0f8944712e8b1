package io.sallyport.scenarios.floor;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/** A provider that answers every token call with the same, really signed token, and the gateway's probes as they wish. */
final class StaticProvider {

    static final String ISSUER = "http://127.0.0.1:8280";

    private final Buffer keys;
    private final Buffer token;
    private final Buffer discovery;

    private StaticProvider(RSAKey key, String accessToken) {
        keys = Buffer.buffer(new JWKSet(key.toPublicJWK()).toString());
        token = new JsonObject()
                .put("access_token", accessToken)
                .put("token_type", "Bearer")
                .put("expires_in", 3600)
                .toBuffer();
        discovery = new JsonObject()
                .put("issuer", ISSUER)
                .put("authorization_endpoint", ISSUER + "/oauth2/authorize")
                .put("token_endpoint", ISSUER + "/oauth2/token")
                .toBuffer();
    }

    /** The handler; its token is written to a file for the load generator. */
    static Handler<HttpServerRequest> make(Vertx vertx, String tokenFile) throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
        String token = sign(key, InstantSource.system().instant());
        vertx.fileSystem().writeFileBlocking(tokenFile, Buffer.buffer(token));
        StaticProvider provider = new StaticProvider(key, token);
        return provider::answer;
    }

    private static String sign(RSAKey key, Instant now) throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("floor")
                .claim("client_id", "floor")
                .claim("token_use", "access")
                .claim("scope", "orders/read")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(2))))
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("content-type", "application/json");
        switch (request.path()) {
            case "/.well-known/jwks.json" -> response.end(keys);
            case "/.well-known/openid-configuration" -> response.end(discovery);
            case "/oauth2/token" -> request.body().onSuccess(body -> token(response, body));
            default -> response.setStatusCode(400).end("{}");
        }
    }

    private void token(HttpServerResponse response, Buffer body) {
        if (body.toString().contains("refresh_token")) {
            response.setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
        } else {
            response.end(token);
        }
    }
}
