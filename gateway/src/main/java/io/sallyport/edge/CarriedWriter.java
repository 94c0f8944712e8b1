package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failure.FailureKind;
import io.sallyport.metrics.RequestMeters;
import io.sallyport.operation.Flow;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Replay;
import io.sallyport.proxy.Carried;
import io.sallyport.upstream.AnswerRest;
import io.sallyport.upstream.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Gives the client what came of its request: the region's answer, or a refusal in its language. */
final class CarriedWriter {

    private final Redirects redirects;
    private final RefusalWriter refusals;
    private final RequestMeters meters;
    private final String dialect;

    /**
     * Makes a writer.
     *
     * @param dialect the provider's dialect, for the meters
     */
    CarriedWriter(Redirects redirects, RefusalWriter refusals, RequestMeters meters, String dialect) {
        this.redirects = redirects;
        this.refusals = refusals;
        this.meters = meters;
        this.dialect = dialect;
    }

    void write(HttpServerRequest request, Operation operation, Carried carried, RequestLog log) {
        log.region(carried.region());
        if (carried instanceof Carried.Delivered delivered) {
            deliver(request, operation, delivered, log);
        } else if (carried instanceof Carried.Unsent unsent) {
            unsent(request, operation, unsent.failure());
        } else {
            boolean isClientsSilence =
                    carried instanceof Carried.Unanswered unanswered && unanswered.failure() == FailureKind.CANCELLED;
            Refusal refusal = isClientsSilence ? Refusal.REQUEST_TIMEOUT : ofUnanswered(request, operation);
            refusals.write(request, refusal, operation.surface());
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

    /** A code is spent; a request that may be repeated changed nothing; of anything else nobody knows. */
    private static Refusal ofUnanswered(HttpServerRequest request, Operation operation) {
        if (operation.flow() == Flow.SPENDS) {
            return Refusal.FLOW_LOST;
        }
        // A sign-out is asked for by GET too.
        boolean isRead = operation.operationClass() != OperationClass.SESSION
                && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD));
        return operation.replay() == Replay.SAFE || isRead ? Refusal.UNAVAILABLE : Refusal.OUTCOME_UNKNOWN;
    }

    private void deliver(HttpServerRequest request, Operation operation, Carried.Delivered delivered, RequestLog log) {
        Outcome.Answered answer = delivered.answer();
        AnswerRest rest = answer.rest();
        try {
            if (request.response().closed()) {
                log.abandoned();
            } else if (answer.status() < 200 || answer.status() > 599) {
                refusals.write(request, ofUnanswered(request, operation), operation.surface());
            } else {
                pass(request, delivered.region(), answer);
                return;
            }
        } catch (RuntimeException bug) {
            abandon(rest);
            throw bug;
        }
        abandon(rest);
    }

    private static void abandon(@Nullable AnswerRest rest) {
        if (rest != null) {
            rest.abandon();
        }
    }

    private void pass(HttpServerRequest request, RegionName region, Outcome.Answered answer) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status());
        HeaderPolicy.toClient(answer.headers(), response.headers());
        String location = response.headers().get(HttpHeaders.LOCATION);
        if (location != null) {
            response.putHeader(HttpHeaders.LOCATION, redirects.toClient(location, region));
        }
        AnswerRest rest = answer.rest();
        if (rest == null) {
            endWith(request, response, answer.body());
        } else {
            stream(request, answer.body(), rest);
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

    private static void stream(HttpServerRequest request, Buffer beginning, AnswerRest rest) {
        HttpServerResponse response = request.response();
        boolean endsByClose = false;
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
            endsByClose = request.version() == HttpVersion.HTTP_1_0;
        }
        if (beginning.length() > 0) {
            response.write(beginning);
        }
        // A region that breaks off in the middle must not look complete: the connection is reset.
        Future<Void> passed = rest.pipeTo(response).onFailure(brokenOff -> response.reset());
        if (endsByClose) {
            passed.onSuccess(end -> request.connection().close());
        }
    }
}
