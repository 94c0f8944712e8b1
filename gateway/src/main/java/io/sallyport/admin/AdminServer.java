package io.sallyport.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
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
     * @param needsToken whether requests must bring it: always beyond loopback. Where not, they must name a known host
     */
    public record Settings(String host, int port, Predicate<String> isToken, boolean needsToken) {}

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String BEARER = "Bearer ";
    private static final int IDLE_SECONDS = 60;

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
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(IDLE_SECONDS))
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
        router.route().handler(AdminServer::harden).handler(settings.needsToken() ? this::authenticate : knowHost());
        router.get("/metrics").handler(this::metrics);
        router.get("/health/live").handler(call -> health(call, true));
        router.get("/health/ready").handler(call -> health(call, isReady.getAsBoolean()));
        router.route().handler(call -> refuse(call, 404, "not_found"));
        return router;
    }

    /** For the browser of an operator: nothing here is a page, or for another site's page. */
    private static void harden(RoutingContext call) {
        call.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        call.next();
    }

    private Handler<RoutingContext> knowHost() {
        KnownHost known = new KnownHost(settings.host());
        return call -> {
            if (known.isMeantBy(call.request().authority())) {
                call.next();
            } else {
                refuse(call, 421, "unknown_host");
            }
        };
    }

    private void authenticate(RoutingContext call) {
        String header = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        boolean isBearer = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        if (isBearer
                && settings.isToken().test(header.substring(BEARER.length()).strip())) {
            call.next();
        } else {
            call.response().putHeader("WWW-Authenticate", "Bearer realm=\"sallyport admin\"");
            refuse(call, 401, "token_needed");
        }
    }

    private static void refuse(RoutingContext call, int status, String error) {
        call.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end("{\"error\":\"" + error + "\"}\n");
    }

    /** Rendering walks every meter, so it does not run on the event loop. */
    private void metrics(RoutingContext call) {
        String accept = call.request().getHeader(HttpHeaders.ACCEPT);
        boolean wantsOpenMetrics = accept != null && accept.contains("application/openmetrics-text");
        String type = wantsOpenMetrics ? OPEN_METRICS : TEXT;
        vertx.executeBlocking(() -> registry.scrape(type), false)
                .onSuccess(text -> call.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                        .end(text))
                .onFailure(call::fail);
    }

    private static void health(RoutingContext call, boolean isGood) {
        call.response()
                .setStatusCode(isGood ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(isGood ? "{\"status\":\"UP\"}\n" : "{\"status\":\"DOWN\"}\n");
    }
}
