package io.sallyport.edge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, as far as it was read: whole where it is small, so that it can be classified and sent again;
 * otherwise its beginning, with the rest paused.
 *
 * @param beginning the whole body, or its first bytes where {@code rest} follows
 * @param rest what follows, paused; null where {@code beginning} is everything
 */
record InboundBody(@Nullable Buffer beginning, @Nullable ReadStream<Buffer> rest) {

    /** Says that a body did not come in its time. */
    static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("body not in time", null, false, false);
        }
    }

    private static final InboundBody NONE = new InboundBody(null, null);

    /** Whether a request announces a body; HTTP/2 need not. */
    static boolean isAnnounced(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The announced length in bytes; -1 where it is not announced. */
    static long announcedLength(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        // The decoder let only digits pass; what does not fit a long is longer than any limit.
        if (length == null) {
            return -1;
        }
        return length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    /**
     * Reads a body. To be called in the same turn of the event loop that delivered the request.
     *
     * @param wholeUpTo bytes up to which a body is read whole
     * @param within time in which it, or that much of it, must have come
     * @return fails when the client leaves, and with {@link TooSlow}
     */
    static Future<InboundBody> read(HttpServerRequest request, int wholeUpTo, Duration within) {
        if (!isAnnounced(request)) {
            return Future.succeededFuture(NONE);
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)
                && request.version() == HttpVersion.HTTP_1_1) {
            request.response().writeContinue();
        }
        Promise<InboundBody> read = Promise.promise();
        limit(read, within);
        collect(request, wholeUpTo, read);
        return read.future();
    }

    private static void limit(Promise<InboundBody> read, Duration within) {
        Vertx vertx = Objects.requireNonNull(Vertx.currentContext(), "on an event loop")
                .owner();
        long timer = vertx.setTimer(within.toMillis(), t -> read.tryFail(new TooSlow()));
        read.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static void collect(HttpServerRequest request, int wholeUpTo, Promise<InboundBody> read) {
        Buffer beginning = Buffer.buffer();
        request.exceptionHandler(read::tryFail);
        request.endHandler(v -> read.tryComplete(new InboundBody(beginning, null)));
        request.handler(chunk -> {
            beginning.appendBuffer(chunk);
            if (beginning.length() > wholeUpTo) {
                request.pause();
                request.handler(null);
                request.endHandler(null);
                read.tryComplete(new InboundBody(beginning, request));
            }
        });
    }
}
