package io.sallyport.admin.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** A body that is small and comes soon, or none. */
final class SmallBody {

    /** The most bytes of one. */
    static final int MOST = 16 << 10;

    /** How long a client may go on to send what nobody reads, so that it sees the answer and not a reset. */
    private static final long GRACE_MILLIS = 1_000;

    private SmallBody() {}

    /**
     * Reads it. To be called in the turn of the event loop that delivered the request.
     *
     * @return fails with {@link Refused} where it is too long or too slow, or the client leaves
     */
    static Future<Buffer> read(Vertx vertx, HttpServerRequest request, Duration within) {
        if (announced(request) > MOST) {
            return Future.failedFuture(tooLarge());
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
        Promise<Buffer> read = Promise.promise();
        long timer = vertx.setTimer(within.toMillis(), t -> read.tryFail(tooSlow(within)));
        collect(request, read);
        return read.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** Answers a request whose body was not read, or not to its end; throws away for a while what comes of it. */
    static void leave(Vertx vertx, HttpServerRequest request, Answer answer) {
        if (request.response().closed()) {
            return;
        }
        request.response().bodyEndHandler(answered -> {
            if (!request.isEnded()) {
                long timer =
                        vertx.setTimer(GRACE_MILLIS, t -> request.connection().close());
                request.handler(thrownAway -> {});
                request.exceptionHandler(left -> vertx.cancelTimer(timer));
                request.endHandler(end -> vertx.cancelTimer(timer));
            }
        });
        answer.send(request.response());
    }

    private static void collect(HttpServerRequest request, Promise<Buffer> read) {
        Buffer body = Buffer.buffer();
        request.exceptionHandler(left -> read.tryFail(Refused.malformed("the body ended early")));
        request.endHandler(end -> read.tryComplete(body));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > MOST) {
                read.tryFail(tooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        });
    }

    /** The decoder let one number pass, or none. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return 0;
        }
        return length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    private static Refused tooLarge() {
        return new Refused(new Problem(413, "too_large", "a body has " + MOST + " bytes at most"));
    }

    private static Refused tooSlow(Duration within) {
        return new Refused(new Problem(408, "too_slow", "the body must come within " + within.toMillis() + " ms"));
    }
}
