package io.sallyport.regions.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.regions.token.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The port from which a drill governs a region. Loopback, no authentication; it works while the region is dead. */
public final class ControlPort {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BODY_LIMIT = 16 * 1024;

    private final Vertx vertx;
    private final FaultSwitch faults;
    private final SeenRequests seen;
    private final KeyRing keys;
    private final Shown shown;
    private final HttpServer server;

    /**
     * What it shows as JSON beside faults, requests and keys.
     *
     * @param authority the certificate, as PEM, by which clients know the region's; null without TLS
     */
    public record Shown(
            Supplier<?> messages,
            Supplier<?> status,
            @Nullable String authority) {}

    /** Governs {@code faults} and {@code keys}. */
    public ControlPort(Vertx vertx, int port, FaultSwitch faults, SeenRequests seen, KeyRing keys, Shown shown) {
        this.vertx = vertx;
        this.faults = faults;
        this.seen = seen;
        this.keys = keys;
        this.shown = shown;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(routes());
    }

    /** Listens. */
    public Future<Void> open() {
        return server.listen().mapEmpty();
    }

    /** Stops listening. */
    public Future<Void> close() {
        return server.close();
    }

    private Router routes() {
        Router router = Router.router(vertx);
        router.post().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.post("/-/fault")
                .handler(context -> read(context, FaultRequest.class, request -> setFault(context, request)));
        router.get("/-/fault").handler(context -> answer(context, 200, faults.current()));
        router.post("/-/keys")
                .handler(context -> read(context, KeyRequest.class, request -> setKeys(context, request)));
        router.get("/-/keys").handler(context -> answer(context, 200, keys.states()));
        router.get("/-/requests").handler(context -> answer(context, 200, seen.report()));
        router.delete("/-/requests").handler(context -> {
            seen.clear();
            context.response().setStatusCode(204).end();
        });
        router.get("/-/messages")
                .handler(context -> answer(context, 200, shown.messages().get()));
        router.get("/-/status")
                .handler(context -> answer(context, 200, shown.status().get()));
        router.get("/-/ca.pem").handler(this::showAuthority);
        return router;
    }

    private void showAuthority(RoutingContext context) {
        if (shown.authority() == null) {
            answer(context, 404, Map.of("error", "the region does not speak TLS"));
        } else {
            context.response()
                    .putHeader("Content-Type", "application/x-pem-file")
                    .end(shown.authority());
        }
    }

    private void setFault(RoutingContext context, FaultRequest request) {
        finish(context, faults.change(request));
    }

    private void setKeys(RoutingContext context, KeyRequest request) {
        finish(context, vertx.executeBlocking(() -> {
            request.on(keys);
            return keys.states();
        }));
    }

    private static void finish(RoutingContext context, Future<?> change) {
        change.onSuccess(inForce -> answer(context, 200, inForce)).onFailure(refused -> {
            int status = refused instanceof IllegalArgumentException ? 400 : 500;
            answer(context, status, Map.of("error", String.valueOf(refused.getMessage())));
        });
    }

    private static <T> void read(RoutingContext context, Class<T> type, Consumer<T> use) {
        T request;
        try {
            String body = Objects.requireNonNullElse(context.body().asString(), "");
            request = Objects.requireNonNull(JSON.readValue(body, type), "an object");
        } catch (JsonProcessingException | NullPointerException malformed) {
            answer(context, 400, Map.of("error", reason(malformed)));
            return;
        }
        use.accept(request);
    }

    private static String reason(Exception malformed) {
        return malformed instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : "a JSON object is needed";
    }

    private static void answer(RoutingContext context, int status, Object body) {
        try {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(JSON.writeValueAsString(body));
        } catch (JsonProcessingException bug) {
            context.fail(bug);
        }
    }
}
