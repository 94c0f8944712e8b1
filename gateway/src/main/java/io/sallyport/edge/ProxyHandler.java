package io.sallyport.edge;

import io.sallyport.failover.ServingView;
import io.sallyport.operation.Fields;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Route;
import io.sallyport.operation.Surface;
import io.sallyport.proxy.Carriage;
import io.sallyport.proxy.Carrier;
import io.sallyport.proxy.RoutePlan;
import io.sallyport.proxy.RoutePlanner;
import io.sallyport.serving.Serving;
import io.sallyport.upstream.Exchange;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Carries one known request to a region: reads the body, classifies, plans, sends, answers. */
final class ProxyHandler {

    private final Serving serving;
    private final RoutePlanner planner;
    private final Carrier carrier;
    private final ForwardedHeaders forwarded;
    private final CarriedWriter writer;
    private final RefusalWriter refusals;
    private final Limits limits;

    ProxyHandler(
            Serving serving,
            RoutePlanner planner,
            Carrier carrier,
            ForwardedHeaders forwarded,
            CarriedWriter writer,
            RefusalWriter refusals,
            Limits limits) {
        this.serving = serving;
        this.planner = planner;
        this.carrier = carrier;
        this.forwarded = forwarded;
        this.writer = writer;
        this.refusals = refusals;
        this.limits = limits;
    }

    void handle(HttpServerRequest request, Route route, RequestLog log) {
        Surface surface = route.operation().surface();
        log.operation(route.operation().name());
        if (InboundBody.announcedLength(request) > limits.body()) {
            tooLarge(request, surface);
            return;
        }
        InboundBody.read(request, limits.wholeBody())
                .onSuccess(body -> classify(request, route, body, log))
                .onFailure(clientLeft -> log.abandoned());
    }

    private void classify(HttpServerRequest request, Route route, InboundBody body, RequestLog log) {
        Surface surface = route.operation().surface();
        if (route.needsBody() && body.rest() != null) {
            tooLarge(request, surface);
            return;
        }
        Fields fields = route.needsBody() ? fields(body.beginning(), surface) : Fields.NONE;
        if (fields == null) {
            refusals.write(request, Refusal.BAD_REQUEST, surface);
            return;
        }
        Operation operation = route.operation(fields);
        log.operation(operation.name());
        send(request, operation, body, log);
    }

    /** The fields of a small body; null where it is not what the surface speaks. */
    private static @Nullable Fields fields(@Nullable Buffer body, Surface surface) {
        if (body == null) {
            return Fields.NONE;
        }
        return surface == Surface.API ? JsonFields.parse(body) : new FormFields(body.toString(StandardCharsets.UTF_8));
    }

    private void send(HttpServerRequest request, Operation operation, InboundBody body, RequestLog log) {
        ServingView view = serving.view();
        int flow = ThreadLocalRandom.current().nextInt();
        RoutePlan plan = planner.plan(operation, view, flow);
        if (plan instanceof RoutePlan.Go go) {
            Exchange exchange = exchange(request, operation, body);
            Carriage carriage = carrier.carry(exchange, go, log.client().hashCode());
            request.response().closeHandler(v -> carriage.cancel());
            carriage.result().onSuccess(carried -> writer.write(request, operation, carried, log));
        } else {
            writer.refuseWrite(request, operation);
        }
    }

    private Exchange exchange(HttpServerRequest request, Operation operation, InboundBody body) {
        MultiMap headers = forwarded.toRegion(request);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        var rest = body.rest();
        if (rest != null) {
            long announced = InboundBody.announcedLength(request);
            if (announced >= 0) {
                headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(announced));
            }
            int read = body.beginning() == null ? 0 : body.beginning().length();
            rest = new LimitedStream(rest, limits.body() - read);
        }
        return new Exchange(
                operation, request.method(), request.uri(), headers, body.beginning(), rest, isHeld(operation));
    }

    /**
     * Answers of machines' calls are held too where they cannot be asked for again: one that is lost in its middle becomes
     * an error that the caller understands. A page is streamed.
     */
    private static boolean isHeld(Operation operation) {
        return operation.replay() == Replay.SAFE || operation.surface() != Surface.PAGE;
    }

    private void tooLarge(HttpServerRequest request, Surface surface) {
        // What is still under way of the body is not read: the connection cannot be used again.
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        refusals.write(request, Refusal.BODY_TOO_LARGE, surface);
    }
}
