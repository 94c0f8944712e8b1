package io.sallyport.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * What happens to a connection whose request was answered before its body was read: the rest is read and thrown away for a
 * moment, so that the client can read its answer (RFC 9112 §9.6), and then the connection is closed. Without that a client
 * in the middle of its upload would wait for ever, or send without end.
 */
final class UnreadBody {

    private static final long GRACE_MILLIS = 1_000;

    private UnreadBody() {}

    /** To be called before the request is answered. */
    static void watch(HttpServerRequest request) {
        if (InboundBody.isAnnounced(request)) {
            request.response().bodyEndHandler(answered -> discard(request));
        }
    }

    private static void discard(HttpServerRequest request) {
        Context context = Vertx.currentContext();
        if (request.isEnded() || context == null) {
            return;
        }
        boolean isLast = request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
        long timer =
                context.owner().setTimer(GRACE_MILLIS, t -> request.connection().close());
        request.handler(thrownAway -> {});
        request.exceptionHandler(clientLeft -> context.owner().cancelTimer(timer));
        request.endHandler(end -> {
            context.owner().cancelTimer(timer);
            if (isLast) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
