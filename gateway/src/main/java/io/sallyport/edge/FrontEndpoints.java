package io.sallyport.edge;

import io.sallyport.edge.front.Capabilities;
import io.sallyport.edge.front.EventStreams;
import io.sallyport.guard.source.Source;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.IntUnaryOperator;

/**
 * What front ends ask: {@code /-/capabilities}, and the same as a stream of events. It is the same for everybody and needs no
 * credentials, so a page of any origin may read it (Fetch, "CORS protocol"), without its cookies.
 */
final class FrontEndpoints {

    static final String CAPABILITIES = "/-/capabilities";
    static final String EVENTS = "/-/events";

    private static final CharSequence ASK_AGAIN = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence ANY_ORIGIN = HttpHeaders.createOptimized("*");
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, HEAD, OPTIONS");
    /** What a page cannot set without asking, and a reader of the stream with {@code fetch} sets. */
    private static final CharSequence HEADERS =
            HttpHeaders.createOptimized("last-event-id, if-none-match, cache-control");

    private static final CharSequence A_DAY = HttpHeaders.createOptimized("86400");
    private static final CharSequence EXPOSED = HttpHeaders.createOptimized("etag, retry-after");

    private static final int SOONEST_RETRY_SECONDS = 10;

    private final Capabilities capabilities;
    private final EventStreams streams;
    private final Vertx vertx;
    private final IntUnaryOperator random;

    /**
     * Makes the endpoints.
     *
     * @param random below a bound
     */
    FrontEndpoints(Capabilities capabilities, EventStreams streams, Vertx vertx, IntUnaryOperator random) {
        this.capabilities = capabilities;
        this.streams = streams;
        this.vertx = vertx;
        this.random = random;
    }

    /** Answers where the path is one of these; tells whether it was. */
    boolean handle(HttpServerRequest request, String path, RequestLog log) {
        boolean isStream = path.equals(EVENTS);
        if (!isStream && !path.equals(CAPABILITIES)) {
            return false;
        }
        log.operation(isStream ? "events" : "capabilities");
        HttpServerResponse response = request.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.OPTIONS)) {
            preflight(response);
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            response.setStatusCode(405).putHeader(HttpHeaders.ALLOW, METHODS).end();
        } else {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            if (isStream) {
                stream(request, log);
            } else {
                DocumentHandler.write(request, capabilities.now(), ASK_AGAIN);
            }
        }
        return true;
    }

    private static void preflight(HttpServerResponse response) {
        response.setStatusCode(204)
                .putHeader(HttpHeaders.ALLOW, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, A_DAY)
                .end();
    }

    /** Where there is no room: who cannot be told of changes can still ask. */
    private void stream(HttpServerRequest request, RequestLog log) {
        if (!streams.open(vertx, request, Source.of(log.client()))) {
            int seconds = SOONEST_RETRY_SECONDS + random.applyAsInt(SOONEST_RETRY_SECONDS);
            request.response()
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds))
                    .putHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN)
                    .end();
        }
    }
}
