package io.sallyport.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The admin listener. Open on loopback for what only reads; beyond loopback everything asks for the token. */
public final class AdminServer extends VerticleBase {

    /**
     * How it listens.
     *
     * @param port 0 for a free one
     * @param isToken whether a text is the admin token; asked only where {@code needsToken}
     * @param needsToken whether requests must bring it: always beyond loopback
     */
    public record Settings(String host, int port, Predicate<String> isToken, boolean needsToken) {}

    private static final String OPEN_METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BEARER = "Bearer ";

    private final Settings settings;
    private final PrometheusMeterRegistry registry;
    private final BooleanSupplier isReady;
    private @Nullable HttpServer server;

    /**
     * Makes the listener; deploying it binds.
     *
     * @param isReady whether the gateway may be sent traffic; asked at each request, must not block
     */
    public AdminServer(Settings settings, PrometheusMeterRegistry registry, BooleanSupplier isReady) {
        this.settings = settings;
        this.registry = registry;
        this.isReady = isReady;
    }

    @Override
    public Future<?> start() {
        HttpServer made = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port())
                        .setIdleTimeout(60))
                .requestHandler(router());
        server = made;
        return made.listen();
    }

    @Override
    public Future<?> stop() {
        HttpServer bound = server;
        return bound == null ? Future.succeededFuture() : bound.close();
    }

    /** The port it is bound to. */
    public int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::authenticate);
        router.get("/metrics").handler(this::metrics);
        router.get("/health/live").handler(call -> health(call, true));
        router.get("/health/ready").handler(call -> health(call, isReady.getAsBoolean()));
        return router;
    }

    private void authenticate(RoutingContext call) {
        String header = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        boolean isBearer = header != null && header.startsWith(BEARER);
        if (!settings.needsToken() || (isBearer && settings.isToken().test(header.substring(BEARER.length())))) {
            call.next();
        } else {
            call.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer realm=\"sallyport admin\"")
                    .end();
        }
    }

    /** Rendering walks every meter, so it does not run on the event loop. */
    private void metrics(RoutingContext call) {
        vertx.executeBlocking(() -> registry.scrape(OPEN_METRICS))
                .onSuccess(text -> call.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, OPEN_METRICS)
                        .end(text))
                .onFailure(call::fail);
    }

    private static void health(RoutingContext call, boolean isGood) {
        call.response()
                .setStatusCode(isGood ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(isGood ? "{\"status\":\"UP\"}\n" : "{\"status\":\"DOWN\"}\n");
    }
}
