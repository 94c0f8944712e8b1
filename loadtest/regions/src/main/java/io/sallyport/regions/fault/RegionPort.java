package io.sallyport.regions.fault;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** A region's listening port, which opens and closes. Used from one context. */
public final class RegionPort {

    private static final int MAX_LINE_BYTES = 32 * 1024;

    private final Vertx vertx;
    private final int port;
    private final Handler<HttpServerRequest> requests;
    private @Nullable HttpServer server;

    /** Serves {@code requests} on {@code port} of 127.0.0.1 once opened. */
    public RegionPort(Vertx vertx, int port, Handler<HttpServerRequest> requests) {
        this.vertx = vertx;
        this.port = port;
        this.requests = requests;
    }

    /** Listens, unless it does. */
    public Future<Void> open() {
        if (server != null) {
            return Future.succeededFuture();
        }
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setReuseAddress(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_LINE_BYTES);
        HttpServer opened = vertx.createHttpServer(options).requestHandler(requests);
        server = opened;
        return opened.listen().onFailure(failed -> server = null).mapEmpty();
    }

    /** Stops listening and closes every connection; done when both have happened. */
    public Future<Void> close() {
        HttpServer open = server;
        server = null;
        return open == null ? Future.succeededFuture() : open.close();
    }
}
