package io.sallyport.regions;

import io.sallyport.regions.external.ExternalProvider;
import io.sallyport.regions.oauth.Federation;
import io.sallyport.regions.web.Delivery;
import io.sallyport.regions.web.EndpointHandler;
import io.sallyport.regions.web.Responses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.InstantSource;

/** The other provider, listening on its own port: it lives on whatever becomes of a region. */
final class ExternalServer {

    private static final String NAME = "Partner";
    private static final int BODY_LIMIT = 16 * 1024;

    private final HttpServer server;
    private final WorkerExecutor workers;

    private ExternalServer(HttpServer server, WorkerExecutor workers) {
        this.server = server;
        this.workers = workers;
    }

    /** How regions know the provider on {@code port}. */
    static Federation federation(int port) {
        return new Federation(NAME, issuer(port), ExternalProvider.CLIENT_ID, ExternalProvider.CLIENT_SECRET);
    }

    private static URI issuer(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it on {@code port}. */
    static Future<ExternalServer> start(Vertx vertx, int port) {
        return vertx.executeBlocking(() -> new ExternalProvider(issuer(port), InstantSource.system()), false)
                .compose(provider -> {
                    WorkerExecutor workers = vertx.createSharedWorkerExecutor("external-" + port, 2);
                    HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                                    .setHost("127.0.0.1")
                                    .setPort(port)
                                    .setReuseAddress(true))
                            .requestHandler(routes(vertx, workers, provider));
                    return server.listen().map(listening -> new ExternalServer(server, workers));
                });
    }

    private static Router routes(Vertx vertx, WorkerExecutor workers, ExternalProvider provider) {
        Delivery delivery = (context, response) -> Responses.write(response, context.response());
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        provider.gets().forEach((path, endpoint) -> router.get(path)
                .handler(new EndpointHandler(endpoint, workers, delivery)));
        provider.posts().forEach((path, endpoint) -> router.post(path)
                .handler(new EndpointHandler(endpoint, workers, delivery)));
        return router;
    }

    Future<Void> close() {
        return server.close().eventually(workers::close);
    }
}
