package io.sallyport.regions.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The port from which a drill governs a region. Loopback, no authentication; it works while the region is dead. */
public final class ControlPort {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BODY_LIMIT = 16 * 1024;

    private final FaultSwitch faults;
    private final SeenRequests seen;
    private final Supplier<?> messages;
    private final Supplier<?> status;
    private final HttpServer server;

    /** Shows {@code messages} and {@code status} as JSON beside the faults and the requests. */
    public ControlPort(
            Vertx vertx, int port, FaultSwitch faults, SeenRequests seen, Supplier<?> messages, Supplier<?> status) {
        this.faults = faults;
        this.seen = seen;
        this.messages = messages;
        this.status = status;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(routes(vertx));
    }

    /** Listens. */
    public Future<Void> open() {
        return server.listen().mapEmpty();
    }

    /** Stops listening. */
    public Future<Void> close() {
        return server.close();
    }

    private Router routes(Vertx vertx) {
        Router router = Router.router(vertx);
        router.post("/-/fault")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(this::setFault);
        router.get("/-/fault").handler(context -> answer(context, 200, faults.current()));
        router.get("/-/requests").handler(context -> answer(context, 200, seen.report()));
        router.delete("/-/requests").handler(context -> {
            seen.clear();
            context.response().setStatusCode(204).end();
        });
        router.get("/-/messages").handler(context -> answer(context, 200, messages.get()));
        router.get("/-/status").handler(context -> answer(context, 200, status.get()));
        return router;
    }

    private void setFault(RoutingContext context) {
        FaultRequest request;
        try {
            String body = Objects.requireNonNullElse(context.body().asString(), "");
            request = Objects.requireNonNull(JSON.readValue(body, FaultRequest.class), "an object");
        } catch (JsonProcessingException | NullPointerException malformed) {
            answer(context, 400, Map.of("error", reason(malformed)));
            return;
        }
        faults.change(request)
                .onSuccess(inForce -> answer(context, 200, inForce))
                .onFailure(refused -> answer(
                        context,
                        refused instanceof IllegalArgumentException ? 400 : 500,
                        Map.of("error", String.valueOf(refused.getMessage()))));
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
