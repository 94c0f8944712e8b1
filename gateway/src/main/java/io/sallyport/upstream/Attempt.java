package io.sallyport.upstream;

import io.sallyport.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to one region. Ends in exactly one {@link Outcome}; its future never fails. Lives on the event
 * loop of the context it was made on.
 */
public final class Attempt {

    private final Vertx vertx;
    private final Exchange exchange;
    private final int heldBytes;
    private final Promise<Outcome> outcome = Promise.promise();
    private long timer = -1;
    private @Nullable HttpClientRequest request;
    private FailureKind reasonOfReset = FailureKind.RESET;

    Attempt(Vertx vertx, Exchange exchange, int heldBytes) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.heldBytes = heldBytes;
    }

    /** How it ended: complete answer, or head of a streamed one. */
    public Future<Outcome> outcome() {
        return outcome.future();
    }

    /** Gives up: the client left. The region sees the connection close. */
    public void cancel() {
        abandon(FailureKind.CANCELLED);
    }

    /** Ends it before it began. */
    void refuse(FailureKind reason) {
        outcome.tryComplete(new Outcome.NotSent(reason));
    }

    void start(HttpClient client, RequestOptions options, long deadlineMillis) {
        timer = vertx.setTimer(deadlineMillis, t -> abandon(FailureKind.TIMEOUT));
        client.request(options).onComplete(this::send, this::notSent);
    }

    private void notSent(Throwable failure) {
        end(new Outcome.NotSent(FailureKinds.ofConnecting(failure)));
    }

    private void send(HttpClientRequest connected) {
        if (outcome.future().isComplete()) {
            connected.reset();
            return;
        }
        request = connected;
        connected.exceptionHandler(this::lost);
        connected.response().onComplete(this::answered, this::lost);
        Buffer body = exchange.body();
        if (exchange.rest() == null) {
            Future<Void> sent = body == null ? connected.end() : connected.end(body);
            sent.onFailure(this::lost);
        } else {
            stream(connected, body);
        }
    }

    private void stream(HttpClientRequest connected, @Nullable Buffer beginning) {
        if (connected.headers().get("content-length") == null) {
            connected.setChunked(true);
        }
        if (beginning != null && beginning.length() > 0) {
            connected.write(beginning);
        }
        Objects.requireNonNull(exchange.rest()).pipeTo(connected).onFailure(this::lost);
    }

    private void answered(HttpClientResponse response) {
        FailureKind failure = AnswerCheck.failure(
                response.statusCode(), response.headers(), exchange.operation().surface());
        if (exchange.holdAnswer()) {
            hold(response, failure);
        } else {
            response.pause();
            end(new Outcome.Answered(response.statusCode(), response.headers(), Buffer.buffer(0), response, failure));
        }
    }

    private void hold(HttpClientResponse response, @Nullable FailureKind failure) {
        Buffer held = Buffer.buffer();
        response.exceptionHandler(this::lost);
        response.endHandler(
                v -> end(new Outcome.Answered(response.statusCode(), response.headers(), held, null, failure)));
        response.handler(chunk -> {
            held.appendBuffer(chunk);
            if (held.length() > heldBytes) {
                // Too long to hold: from here a reset in its middle reaches the client, as it would without a gateway.
                response.pause();
                response.endHandler(null);
                response.handler(null);
                end(new Outcome.Answered(response.statusCode(), response.headers(), held, response, failure));
            }
        });
    }

    private void lost(Throwable failure) {
        FailureKind kind = reasonOfReset == FailureKind.RESET ? FailureKinds.ofSending(failure) : reasonOfReset;
        end(new Outcome.LostAfterSending(kind));
    }

    private void abandon(FailureKind reason) {
        HttpClientRequest sent = request;
        reasonOfReset = reason;
        if (sent == null) {
            end(new Outcome.NotSent(reason == FailureKind.TIMEOUT ? FailureKind.UNREACHABLE : reason));
        } else {
            end(new Outcome.LostAfterSending(reason));
            sent.reset();
        }
    }

    private void end(Outcome ended) {
        if (outcome.tryComplete(ended)) {
            vertx.cancelTimer(timer);
        }
    }
}
