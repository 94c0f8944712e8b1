package io.sallyport.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** As much of a provider as the gateway's probes ask for; client credentials wait until the test lets them go. */
final class FakeProvider {

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

    /** Answers what waits. */
    void letGo() {
        for (HttpServerRequest each = waiting.poll(); each != null; each = waiting.poll()) {
            json(each, 200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60}");
        }
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/.well-known/openid-configuration" -> json(request, 200, "{\"issuer\":\"http://127.0.0.1:8080\"}");
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
