package io.sallyport.edge;

import io.sallyport.operation.Surface;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CORS on the answers that the gateway makes itself: a page that may read a region's answer may read why it was refused. */
final class Cors {

    private static final CharSequence EXPOSED = HttpHeaders.createOptimized("retry-after, x-amzn-errortype");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");

    private final Set<String> origins;
    private final LearnedCors learned;

    /**
     * Makes the rule.
     *
     * @param origins origins that may read whatever the regions say (RFC 6454), matched exactly
     */
    Cors(Collection<String> origins, LearnedCors learned) {
        this.origins = Set.copyOf(origins);
        this.learned = learned;
    }

    /**
     * Adds the headers where the request comes from an allowed origin.
     *
     * @param surface in the place of whose answer this one stands; null where of none
     */
    void allow(HttpServerRequest request, @Nullable Surface surface) {
        String origin = request.headers().get(HttpHeaders.ORIGIN);
        if (origin == null) {
            if (!origins.isEmpty()) {
                request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            }
            return;
        }
        MultiMap headers = request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        LearnedCors.Allowed allowed = surface == null ? null : learned.of(surface, origin);
        if (allowed != null) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed.origin());
            if (allowed.withCredentials()) {
                headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
            }
        } else if (origins.contains(origin)) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        } else {
            return;
        }
        headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
}
