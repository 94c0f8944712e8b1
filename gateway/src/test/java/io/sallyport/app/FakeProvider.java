package io.sallyport.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Date;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** As much of a provider as the gateway's probes ask for; client credentials wait until the test lets them go. */
final class FakeProvider {

    private static final String ISSUER = "http://127.0.0.1:8080";

    private final RSAKey key;
    private final HttpServer server;
    private final Queue<HttpServerRequest> waiting = new ConcurrentLinkedQueue<>();

    FakeProvider(Vertx vertx) throws TimeoutException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        server = vertx.createHttpServer().requestHandler(this::answer);
        server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    int waiting() {
        return waiting.size();
    }

    /** A port that refuses from now on. */
    void goAway() throws TimeoutException {
        server.close().await(10, TimeUnit.SECONDS);
    }

    /** An access token of the demo's web client, good for some minutes. */
    String accessToken() throws JOSEException {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("alice")
                .claim("client_id", "demo-web")
                .claim("token_use", "access")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String discovery(int port) {
        String base = "http://127.0.0.1:" + port;
        return new JsonObject()
                .put("issuer", ISSUER)
                .put("authorization_endpoint", base + "/oauth2/authorize")
                .put("token_endpoint", base + "/oauth2/token")
                .put("jwks_uri", base + "/.well-known/jwks.json")
                .encode();
    }

    /** Answers what waits. */
    void letGo() {
        for (HttpServerRequest each = waiting.poll(); each != null; each = waiting.poll()) {
            json(each, 200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60}");
        }
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/.well-known/openid-configuration" ->
                json(request, 200, discovery(request.localAddress().port()));
            case "/.well-known/jwks.json" ->
                json(request, 200, "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}");
            case "/oauth2/authorize" -> request.response().setStatusCode(400).end();
            case "/oauth2/token" -> request.body().onSuccess(body -> token(request, body.toString()));
            default -> json(request, 400, "{\"__type\":\"NotAuthorizedException\"}");
        }
    }

    private void token(HttpServerRequest request, String body) {
        if (body.contains("client_credentials")) {
            waiting.add(request);
        } else {
            json(request, 400, "{\"error\":\"invalid_grant\"}");
        }
    }

    private static void json(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }
}
