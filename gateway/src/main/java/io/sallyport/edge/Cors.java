package io.sallyport.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Collection;
import java.util.Set;

/** CORS on the answers that the gateway makes itself: a page of an allowed origin may read why it was refused. */
final class Cors {

    private static final CharSequence EXPOSED = HttpHeaders.createOptimized("retry-after, x-amzn-errortype");

    private final Set<String> origins;

    /**
     * Makes the rule.
     *
     * @param origins allowed origins (RFC 6454), matched exactly
     */
    Cors(Collection<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Adds the headers where the request comes from an allowed origin. */
    void allow(HttpServerRequest request) {
        if (origins.isEmpty()) {
            return;
        }
        String origin = request.headers().get(HttpHeaders.ORIGIN);
        HttpServerResponse response = request.response();
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (origin != null && origins.contains(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }
}
