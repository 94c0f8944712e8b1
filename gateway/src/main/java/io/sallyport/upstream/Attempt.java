package io.sallyport.upstream;

import io.sallyport.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to one region. Ends in exactly one {@link Outcome}; its future never fails. Lives on the event
 * loop of the context it was made on.
 */
public final class Attempt {

    private final Vertx vertx;
    private final Exchange exchange;
    private final int heldBytes;
    private final boolean isAtReplica;
    private final Promise<Outcome> outcome = Promise.promise();
    private final Promise<Void> released = Promise.promise();
    private long timer = -1;
    private long connectTimer = -1;
    private @Nullable HttpClientRequest request;
    private @Nullable Upload upload;

    Attempt(Vertx vertx, Exchange exchange, int heldBytes, boolean isAtReplica) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.heldBytes = heldBytes;
        this.isAtReplica = isAtReplica;
    }

    /** How it ended: complete answer, or head of a streamed one. */
    public Future<Outcome> outcome() {
        return outcome.future();
    }

    /** When it needs its connection no more: with the outcome, or at the end of a streamed answer. Never fails. */
    Future<Void> released() {
        return released.future();
    }

    /** Gives up: the client left. The region sees the connection close. */
    public void cancel() {
        abandon(FailureKind.CANCELLED);
    }

    /** Gives up in favour of another region, since this one was found lost. */
    public void leave() {
        abandon(FailureKind.REGION_LOST);
    }

    /** Whether a connection was had, and so something may have been sent. */
    public boolean isSent() {
        return request != null;
    }

    /** Ends it before it began. */
    void refuse(FailureKind reason) {
        end(new Outcome.NotSent(reason));
    }

    void start(HttpClient client, RequestOptions options, Duration connect, Duration deadline, Overdue overdue) {
        watch(Math.max(1, deadline.toMillis()), overdue);
        try {
            client.request(options).onComplete(this::send, this::notSent);
        } catch (RuntimeException bug) {
            refuse(FailureKind.INTERNAL);
        }
        if (request == null && !outcome.future().isComplete()) {
            // The client bounds name, connection and handshake one by one, which may add up.
            connectTimer = vertx.setTimer(Math.max(1, connect.toMillis()), t -> notConnected());
        }
    }

    /** One timer at a time: most attempts end before the first. */
    private void watch(long deadlineMillis, Overdue overdue) {
        long patience = Math.max(1, overdue.after().toMillis());
        if (patience >= deadlineMillis) {
            timer = vertx.setTimer(deadlineMillis, t -> abandon(late()));
            return;
        }
        timer = vertx.setTimer(patience, t -> {
            timer = vertx.setTimer(deadlineMillis - patience, last -> abandon(late()));
            overdue.told().run();
        });
    }

    private void notConnected() {
        if (request == null) {
            refuse(FailureKind.UNREACHABLE);
        }
    }

    private void notSent(Throwable failure) {
        refuse(FailureKinds.ofConnecting(failure));
    }

    private void send(HttpClientRequest connected) {
        if (outcome.future().isComplete()) {
            // Nobody waits for it any more: without a handler Vert.x would log its end as an error.
            connected.exceptionHandler(ignored -> {});
            connected.reset();
            return;
        }
        request = connected;
        vertx.cancelTimer(connectTimer);
        connected.exceptionHandler(this::lost);
        connected.response().onComplete(this::answered, this::lost);
        var rest = exchange.rest();
        if (rest == null) {
            sendWhole(connected, exchange.body());
        } else {
            stream(connected, exchange.body(), new Upload(rest, connected));
        }
    }

    private void sendWhole(HttpClientRequest connected, @Nullable Buffer body) {
        // RFC 9110 §8.6: a POST without content says so, with a length of 0.
        boolean expectsBody = exchange.method().equals(HttpMethod.POST);
        Buffer whole = body == null && expectsBody ? Buffer.buffer() : body;
        Future<Void> sent = whole == null ? connected.end() : connected.end(whole);
        sent.onFailure(this::lost);
    }

    private void stream(HttpClientRequest connected, @Nullable Buffer beginning, Upload rest) {
        upload = rest;
        if (!connected.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            connected.setChunked(true);
        }
        if (beginning != null && beginning.length() > 0) {
            connected.write(beginning).onFailure(this::lost);
        }
        rest.read().onFailure(clientsFault -> cancel());
        rest.written().onFailure(this::lost);
        rest.start();
    }

    private void answered(HttpClientResponse response) {
        if (outcome.future().isComplete()) {
            return;
        }
        FailureKind failure =
                AnswerCheck.failure(response.statusCode(), response.headers(), exchange.operation(), isAtReplica);
        BiFunction<Buffer, @Nullable AnswerRest, Outcome> answer =
                (body, rest) -> new Outcome.Answered(response.statusCode(), response.headers(), body, rest, failure);
        if (exchange.holdAnswer()) {
            hold(response, answer);
        } else {
            response.pause();
            end(answer.apply(Buffer.buffer(0), new AnswerRest(response)));
        }
    }

    private void hold(HttpClientResponse response, BiFunction<Buffer, @Nullable AnswerRest, Outcome> answer) {
        Buffer held = Buffer.buffer();
        response.exceptionHandler(this::lost);
        response.endHandler(v -> end(answer.apply(held, null)));
        response.handler(chunk -> {
            held.appendBuffer(chunk);
            if (held.length() > heldBytes) {
                // Too long to hold: from here a reset in its middle reaches the client, as it would without a gateway.
                response.pause();
                response.endHandler(null);
                response.handler(null);
                end(answer.apply(held, new AnswerRest(response)));
            }
        });
    }

    private void lost(Throwable failure) {
        if (end(new Outcome.LostAfterSending(FailureKinds.ofSending(failure)))) {
            resetRequest();
        }
    }

    /** While the region would take more of a body that has not come, the silence is the client's. */
    private FailureKind late() {
        boolean isClientsSilence =
                upload != null && !upload.isAllRead() && request != null && !request.writeQueueFull();
        return isClientsSilence ? FailureKind.CANCELLED : FailureKind.TIMEOUT;
    }

    private void abandon(FailureKind reason) {
        if (request == null) {
            refuse(reason == FailureKind.TIMEOUT ? FailureKind.UNREACHABLE : reason);
        } else if (end(new Outcome.LostAfterSending(reason))) {
            resetRequest();
        }
    }

    private void resetRequest() {
        if (request != null) {
            request.reset();
        }
    }

    private boolean end(Outcome ended) {
        if (outcome.future().isComplete()) {
            return false;
        }
        vertx.cancelTimer(timer);
        vertx.cancelTimer(connectTimer);
        AnswerRest rest = ended instanceof Outcome.Answered answered ? answered.rest() : null;
        // The upload is stopped before the client's answer ends, since from there on its body is thrown away.
        if (rest == null) {
            stopUpload();
        } else {
            rest.over().onComplete(done -> {
                stopUpload();
                release();
            });
        }
        // Before anything is closed, since that calls back.
        outcome.complete(ended);
        if (rest == null) {
            release();
        }
        return true;
    }

    private void stopUpload() {
        if (upload != null) {
            upload.stop();
        }
    }

    /** A connection on which the request was not sent to its end cannot be used again; Vert.x would wait for that end. */
    private void release() {
        if (upload != null && !upload.isAllRead()) {
            Objects.requireNonNull(request).connection().close();
        }
        released.tryComplete();
    }
}
