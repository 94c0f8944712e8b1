package io.sallyport.edge;

import io.sallyport.operation.Surface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The language in which a caller reads an error. */
enum Language {
    /** Cognito's JSON API: {@code x-amzn-ErrorType} and {@code __type}. */
    COGNITO,
    /** RFC 6749 §5.2. */
    OAUTH,
    /** A page for a person. */
    HTML,
    /** RFC 9457. */
    PROBLEM;

    static final CharSequence AMZ_TARGET = HttpHeaders.createOptimized("x-amz-target");

    /** The language of a request's caller, by what it says of itself. */
    static Language of(HttpServerRequest request, @Nullable Surface surface) {
        if (surface == Surface.API || request.headers().contains(AMZ_TARGET)) {
            return COGNITO;
        }
        if (surface == Surface.OAUTH) {
            return OAUTH;
        }
        String accept = request.headers().get(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html") ? HTML : PROBLEM;
    }
}
