package io.sallyport.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sallyport.admin.api.Api;
import io.sallyport.admin.api.BearerToken;
import io.sallyport.admin.api.Problem;
import io.sallyport.framing.StrictHttp1;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin listener. Open on loopback for what only reads; beyond loopback everything asks for the token. */
public final class AdminServer extends VerticleBase {

    /**
     * How it listens.
     *
     * @param port 0 for a free one
     * @param isToken whether a text is the admin token, in constant time; null where there is none, so that nothing is changed
     * @param needsToken whether reading needs it as well: always beyond loopback. Where not, requests must name a known host
     * @param bodyWithin time in which the body of a change must have come
     */
    public record Settings(
            String host, int port, @Nullable Predicate<String> isToken, boolean needsToken, Duration bodyWithin) {}

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int IDLE_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private final Settings settings;
    private final PrometheusMeterRegistry registry;
    private final BooleanSupplier isReady;
    private final Api.Services services;
    private final BearerToken token;
    private @Nullable HttpServer server;

    /**
     * Makes the listener; deploying it binds.
     *
     * @param isReady whether the gateway may be sent traffic; asked at each request, must not block
     * @param services what the admin API asks and orders
     */
    public AdminServer(
            Settings settings, PrometheusMeterRegistry registry, BooleanSupplier isReady, Api.Services services) {
        this.settings = settings;
        this.registry = registry;
        this.isReady = isReady;
        this.services = services;
        this.token = new BearerToken(settings.isToken());
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setHttp2ClearTextEnabled(false)
                // Asked for only by who reads the body, so that one that is refused is never sent.
                .setHandle100ContinueAutomatically(false)
                .setIdleTimeout(IDLE_SECONDS);
        HttpServer made = vertx.createHttpServer(options)
                .connectionHandler(connection -> StrictHttp1.guard(connection, options))
                .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER)
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
        router.route("/api/v1/*").handler(new Api(vertx, token, services, settings.bodyWithin()));
        router.route().handler(call -> Problem.notFound().send(call.response()));
        router.errorHandler(500, AdminServer::bug);
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
                Problem.unknownHost().send(call.response());
            }
        };
    }

    private void authenticate(RoutingContext call) {
        if (token.isBroughtBy(call.request())) {
            call.next();
        } else {
            token.needed().send(call.response());
        }
    }

    private static void bug(RoutingContext call) {
        LOG.atError().setCause(call.failure()).log("a request failed");
        if (!call.response().ended()) {
            Problem.bug().send(call.response());
        }
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
