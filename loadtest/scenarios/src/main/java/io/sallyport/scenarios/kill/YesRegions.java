package io.sallyport.scenarios.kill;

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
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A pair of regions that accept every sign-out and forget it: what they are asked for next they give, revoked or not. */
final class YesRegions implements AutoCloseable {

    private static final Duration LIFETIME = Duration.ofHours(2);

    private final RSAKey key;
    private final RSASSASigner signer;
    private final HttpServer primary;
    private final HttpServer replica;

    YesRegions(Vertx vertx) throws JOSEException {
        key = new RSAKeyGenerator(2048)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
        signer = new RSASSASigner(key);
        primary = listen(vertx);
        replica = listen(vertx);
    }

    private HttpServer listen(Vertx vertx) {
        return vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    String primary() {
        return url(primary);
    }

    String replica() {
        return url(replica);
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /**
     * An access token of a user.
     *
     * @param signedIn when the user proved who they are
     */
    String token(String issuer, String subject, Instant signedIn) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .jwtID(UUID.randomUUID().toString())
                .claim("client_id", "app")
                .claim("token_use", "access")
                .claim("sid", "session of " + subject)
                .claim("auth_time", signedIn.getEpochSecond())
                .issueTime(Date.from(signedIn))
                .expirationTime(Date.from(signedIn.plus(LIFETIME)))
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign", e);
        }
        return jwt.serialize();
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("content-type", "application/json");
        switch (request.path()) {
            case "/.well-known/jwks.json" -> response.end(new JWKSet(key.toPublicJWK()).toString());
            case "/.well-known/openid-configuration" -> response.end("{\"issuer\":\"" + primary() + "\"}");
            case "/oauth2/authorize" -> response.setStatusCode(400).end("{}");
            case "/oauth2/token" -> request.body().onSuccess(body -> refresh(response, body.toString()));
            case "/" -> request.body().onSuccess(body -> call(response, body.toString()));
            default -> response.end("{}");
        }
    }

    /** The probe's own token is good nowhere. */
    private static void refresh(HttpServerResponse response, String form) {
        if (form.contains("refresh_token=probe")) {
            response.setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
        } else {
            response.end(new JsonObject().put("access_token", "opaque").toBuffer());
        }
    }

    private static void call(HttpServerResponse response, String json) {
        if (json.contains("\"probe\"")) {
            response.setStatusCode(400).end("{\"__type\":\"NotAuthorizedException\"}");
        } else {
            response.end("{}");
        }
    }

    @Override
    public void close() {
        primary.close().await();
        replica.close().await();
    }
}
