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

    private final Vertx vertx;
    private final String region;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Handler<HttpServerRequest> script =
            request -> request.response().setStatusCode(503).end();
    private HttpServer server;
    private final int port;

    ScriptedJwks(Vertx vertx, String region) {
        this.vertx = vertx;
        this.region = region;
        this.server = listen(0);
        this.port = server.actualPort();
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

    void stop() {
        server.close().await();
    }

    void startAgain() {
        server = listen(port);
    }

    private HttpServer listen(int on) {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    requests.incrementAndGet();
                    script.handle(request);
                })
                .listen(on, "127.0.0.1")
                .await();
    }
}
