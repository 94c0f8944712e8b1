package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failure.FailureKind;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Replay;
import io.sallyport.operation.Surface;
import io.sallyport.proxy.Carried;
import io.sallyport.upstream.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the client what came of its request: the region's answer, or a refusal in its language. */
final class CarriedWriter {

    private final PublicUrl publicUrl;
    private final Map<RegionName, String> origins;
    private final RefusalWriter refusals;
    private final RequestMeters meters;
    private final String dialect;

    /**
     * Makes a writer.
     *
     * @param origins the regions' own origins, which redirects must not show to a client
     * @param dialect the provider's dialect, for the meters
     */
    CarriedWriter(
            PublicUrl publicUrl,
            Map<RegionName, String> origins,
            RefusalWriter refusals,
            RequestMeters meters,
            String dialect) {
        this.publicUrl = publicUrl;
        this.origins = Map.copyOf(origins);
        this.refusals = refusals;
        this.meters = meters;
        this.dialect = dialect;
    }

    void write(HttpServerRequest request, Operation operation, Carried carried, RequestLog log) {
        log.region(carried.region());
        if (carried instanceof Carried.Delivered delivered) {
            deliver(request, delivered, log);
        } else if (carried instanceof Carried.Unsent unsent) {
            unsent(request, operation, unsent.failure());
        } else {
            refusals.write(request, ofUnanswered(operation), operation.surface());
        }
    }

    /** A write while no writable region serves. */
    void refuseWrite(HttpServerRequest request, Operation operation) {
        meters.writeRefused(operation.name(), dialect);
        refusals.write(request, Refusal.WRITE_REFUSED, operation.surface());
    }

    private void unsent(HttpServerRequest request, Operation operation, FailureKind failure) {
        if (operation.operationClass().needsPrimary()) {
            refuseWrite(request, operation);
        } else {
            Refusal refusal = failure == FailureKind.BULKHEAD ? Refusal.OVERLOADED : Refusal.UNAVAILABLE;
            refusals.write(request, refusal, operation.surface());
        }
    }

    /** A request that may be repeated changed nothing; a code is spent; of anything else nobody knows. */
    private static Refusal ofUnanswered(Operation operation) {
        if (operation.replay() == Replay.SAFE || operation.surface() == Surface.PAGE) {
            return Refusal.UNAVAILABLE;
        }
        boolean isFlow = operation.operationClass() == OperationClass.SIGN_IN && operation.plane() != Plane.LOGIN;
        return isFlow ? Refusal.FLOW_LOST : Refusal.OUTCOME_UNKNOWN;
    }

    private void deliver(HttpServerRequest request, Carried.Delivered delivered, RequestLog log) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            log.abandoned();
            return;
        }
        Outcome.Answered answer = delivered.answer();
        response.setStatusCode(answer.status());
        HeaderPolicy.toClient(answer.headers(), response.headers());
        mapLocation(response, delivered.region());
        ReadStream<Buffer> rest = answer.rest();
        if (rest == null) {
            endWith(request, response, answer.body());
        } else {
            stream(response, answer.body(), rest);
        }
    }

    private static void endWith(HttpServerRequest request, HttpServerResponse response, Buffer body) {
        if (request.method().equals(HttpMethod.HEAD)) {
            // The length that GET would have had stays as the region gave it.
            response.end();
            return;
        }
        response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        response.end(body);
    }

    private static void stream(HttpServerResponse response, Buffer beginning, ReadStream<Buffer> rest) {
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        if (beginning.length() > 0) {
            response.write(beginning);
        }
        // A region that breaks off in the middle must not look complete: the connection is reset, never ended.
        rest.pipe().endOnFailure(false).to(response).onFailure(brokenOff -> response.reset());
    }

    private void mapLocation(HttpServerResponse response, RegionName region) {
        String location = response.headers().get(HttpHeaders.LOCATION);
        String mapped = location == null ? null : mapped(location, origins.get(region));
        if (mapped != null) {
            response.putHeader(HttpHeaders.LOCATION, mapped);
        }
    }

    private @Nullable String mapped(String location, @Nullable String origin) {
        if (origin == null || !location.startsWith(origin)) {
            return null;
        }
        String rest = location.substring(origin.length());
        boolean isOriginsOwn = rest.isEmpty() || rest.charAt(0) == '/' || rest.charAt(0) == '?';
        return isOriginsOwn ? publicUrl.origin() + rest : null;
    }
}
