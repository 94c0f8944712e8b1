package io.sallyport.keys;

import io.sallyport.failover.RegionName;
import io.sallyport.token.TokenMint;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A region's JWKS endpoint on a port of its own, which does what it is told. */
final class ScriptedJwks {

    private final String region;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Handler<HttpServerRequest> script =
            request -> request.response().setStatusCode(503).end();
    private volatile boolean isDown;
    private final int port;

    ScriptedJwks(Vertx vertx, String region) {
        this.region = region;
        this.port = listen(vertx).actualPort();
    }

    SourceUrl url() {
        return new SourceUrl(new RegionName(region), URI.create("http://127.0.0.1:" + port + "/jwks.json"));
    }

    int requests() {
        return requests.get();
    }

    void publish(TokenMint... keys) {
        answer(TokenMint.jwks(keys));
    }

    void answer(String body) {
        script(request -> request.response().end(body));
    }

    void status(int status, String body) {
        script(request -> request.response().setStatusCode(status).end(body));
    }

    void hang() {
        script(request -> {});
    }

    /** Headers and a first byte at once, the rest never. */
    void trickle() {
        script(request -> request.response().setChunked(true).write(Buffer.buffer("{")));
    }

    void reset() {
        script(request -> request.connection().close());
    }

    void script(Handler<HttpServerRequest> next) {
        script = next;
    }

    /** Nobody is there any more. The port stays bound: given back, another process could take it before {@link #startAgain}. */
    void stop() {
        isDown = true;
    }

    void startAgain() {
        isDown = false;
    }

    private HttpServer listen(Vertx vertx) {
        return vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .await();
    }

    private void handle(HttpServerRequest request) {
        if (isDown) {
            request.connection().close();
            return;
        }
        requests.incrementAndGet();
        script.handle(request);
    }
}
