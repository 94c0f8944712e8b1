package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.failure.FailureKind;
import io.sallyport.operation.Flow;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.operation.Replay;
import io.sallyport.proxy.Carried;
import io.sallyport.upstream.AnswerRest;
import io.sallyport.upstream.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives the client what came of its request: the region's answer, or a refusal in its language. */
final class CarriedWriter {

    private final FlowKeeper keeper;
    private final LoginRestart restart;
    private final AnswerWriter bodies;
    private final Explanations explanations;
    private final RefusalWriter refusals;
    private final WriteRefusals writes;
    private final LearnedCors cors;

    CarriedWriter(
            FlowKeeper keeper,
            LoginRestart restart,
            AnswerWriter bodies,
            Explanations explanations,
            RefusalWriter refusals,
            WriteRefusals writes,
            LearnedCors cors) {
        this.keeper = keeper;
        this.restart = restart;
        this.bodies = bodies;
        this.explanations = explanations;
        this.refusals = refusals;
        this.writes = writes;
        this.cors = cors;
    }

    void write(HttpServerRequest request, Operation operation, Belonging belonging, Carried carried, RequestLog log) {
        log.region(carried.region());
        if (LoginRestart.concerns(belonging) && isDead(carried)) {
            begun(request, operation, belonging, carried, log);
        } else if (carried instanceof Carried.Delivered delivered) {
            deliver(request, operation, belonging, delivered, log);
        } else if (carried instanceof Carried.Unsent unsent) {
            unsent(request, operation, belonging, unsent.failure());
        } else {
            boolean isClientsSilence =
                    carried instanceof Carried.Unanswered unanswered && unanswered.failure() == FailureKind.CANCELLED;
            Refusal refusal = isClientsSilence ? Refusal.REQUEST_TIMEOUT : ofUnanswered(request, operation, belonging);
            refusals.write(request, refusal, operation.surface());
        }
    }

    /** Whether a region shows that it is in trouble, as opposed to full, or to a client that left. */
    private static boolean isDead(Carried carried) {
        FailureKind failure = carried instanceof Carried.Delivered delivered
                ? delivered.answer().failure()
                : carried instanceof Carried.Unsent unsent
                        ? unsent.failure()
                        : ((Carried.Unanswered) carried).failure();
        return failure != null && (failure.isEvidence() || failure == FailureKind.REGION_LOST);
    }

    private void begun(
            HttpServerRequest request, Operation operation, Belonging belonging, Carried carried, RequestLog log) {
        if (request.response().closed()) {
            abandon(carried);
            log.abandoned();
            return;
        }
        Refusal refusal = restart.answer(request, operation, belonging, carried.region());
        if (refusal != null && carried instanceof Carried.Delivered delivered) {
            // The region's own words, though an error's, say more.
            deliver(request, operation, belonging, delivered, log);
        } else if (refusal != null) {
            refusals.write(request, refusal, operation.surface());
        } else {
            abandon(carried);
        }
    }

    /** Of an answer that the client is not to see nothing more is read. */
    static void abandon(Carried carried) {
        if (carried instanceof Carried.Delivered delivered) {
            abandon(delivered.answer().rest());
        }
    }

    /** A write while no writable region serves. */
    void refuseWrite(HttpServerRequest request, Operation operation) {
        writes.refuse(request, operation);
    }

    /** A value that claims a region falsely: the endpoint's own answer to what it does not know. */
    void refuseForged(HttpServerRequest request, Operation operation) {
        switch (operation.hints().forged()) {
            case GRANT -> refusals.write(request, Refusal.FORGED, operation.surface());
            case REQUEST -> refusals.write(request, Refusal.BAD_REQUEST, operation.surface());
            case REQUEST_URI -> refusals.write(request, Refusal.REQUEST_LOST, operation.surface());
            case INACTIVE ->
                request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end("{\"active\":false}");
        }
    }

    private void unsent(HttpServerRequest request, Operation operation, Belonging belonging, FailureKind failure) {
        if (operation.operationClass().needsPrimary()) {
            refuseWrite(request, operation);
        } else {
            Refusal lost = failure.isEvidence() ? lost(belonging) : null;
            Refusal refusal = failure == FailureKind.BULKHEAD ? Refusal.OVERLOADED : Refusal.UNAVAILABLE;
            refusals.write(request, lost == null ? refusal : lost, operation.surface());
        }
    }

    /**
     * What only a lost region knew is lost with it, and is begun anew. A session is not: its region may come back, and a
     * client that is told so tries again.
     */
    private static @Nullable Refusal lost(Belonging belonging) {
        HintKind by = belonging.isExclusive() ? belonging.by() : null;
        if (by == HintKind.REQUEST_URI) {
            return Refusal.REQUEST_LOST;
        }
        boolean isLost = by == HintKind.CODE || by == HintKind.SESSION || by == HintKind.SECRET_BLOCK;
        return isLost ? Refusal.FLOW_LOST : null;
    }

    /** A code is spent; a request that may be repeated changed nothing; of anything else nobody knows. */
    private static Refusal ofUnanswered(HttpServerRequest request, Operation operation, Belonging belonging) {
        Refusal lost = lost(belonging);
        if (lost != null || operation.flow() == Flow.SPENDS) {
            return lost == null ? Refusal.FLOW_LOST : lost;
        }
        // A sign-out is asked for by GET too.
        boolean isRead = operation.operationClass() != OperationClass.SESSION
                && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD));
        return operation.replay() == Replay.SAFE || isRead ? Refusal.UNAVAILABLE : Refusal.OUTCOME_UNKNOWN;
    }

    private void deliver(
            HttpServerRequest request,
            Operation operation,
            Belonging belonging,
            Carried.Delivered delivered,
            RequestLog log) {
        Outcome.Answered answer = delivered.answer();
        AnswerRest rest = answer.rest();
        try {
            if (request.response().closed()) {
                log.abandoned();
            } else if (answer.status() < 200 || answer.status() > 599) {
                refusals.write(request, ofUnanswered(request, operation, belonging), operation.surface());
            } else if (answer.failure() == FailureKind.WRITE_REFUSED) {
                refuseWrite(request, operation);
            } else if (keeper.isSignedOver(operation, delivered.region(), answer)) {
                refusals.write(request, Refusal.SIGNED_OVER, operation.surface());
            } else if (keeper.isNotSignedIn(operation, belonging, delivered.region(), answer)
                    && request.method().equals(HttpMethod.GET)) {
                beginElsewhere(request, Objects.requireNonNull(belonging.step()), answer);
            } else {
                pass(request, operation, belonging, delivered.region(), answer);
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

    /** The browser asks the same again, and now it goes where new logins go. */
    private void beginElsewhere(HttpServerRequest request, Belonging.Step step, Outcome.Answered answer) {
        HttpServerResponse response = request.response().setStatusCode(303);
        keeper.elsewhere(step, request.path(), answer)
                .forEach(cookie -> response.headers().add(HttpHeaders.SET_COOKIE, cookie));
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.LOCATION, request.uri())
                .end();
    }

    private void pass(
            HttpServerRequest request,
            Operation operation,
            Belonging belonging,
            RegionName region,
            Outcome.Answered answer) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status());
        cors.note(operation, request.headers().get(HttpHeaders.ORIGIN), answer.headers());
        HeaderPolicy.toClient(answer.headers(), response.headers());
        explanations.explain(operation, region, answer, response.headers());
        Buffer body = keeper.keep(operation, belonging, region, answer, response.headers());
        keeper.leaving(operation, request.path(), request.headers())
                .forEach(cookie -> response.headers().add(HttpHeaders.SET_COOKIE, cookie));
        bodies.write(request, operation, region, answer, body);
    }
}
