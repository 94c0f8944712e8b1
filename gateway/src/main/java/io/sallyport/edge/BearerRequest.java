package io.sallyport.edge;

import io.sallyport.token.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Where a bearer token stands in a request: in one {@code Authorization} header and nowhere else (RFC 6750 §2.1). */
sealed interface BearerRequest {

    /** The token, not looked at yet. */
    record Bearing(String token) implements BearerRequest {}

    /** There is none that may be looked at. */
    record Unusable(Refusal refusal) implements BearerRequest {}

    /** Reads a request's headers and, for a token that must not be there, its query. */
    static BearerRequest of(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        String query = request.query();
        if (headers.size() > 1 || (query != null && query.contains("access_token="))) {
            return new Unusable(Refusal.AMBIGUOUS_REQUEST);
        }
        String header = headers.isEmpty() ? "" : headers.get(0);
        // RFC 9110 §11.1: the scheme is case-insensitive.
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Unusable(Refusal.NO_TOKEN);
        }
        return new Bearing(header.substring(7).trim());
    }
}
