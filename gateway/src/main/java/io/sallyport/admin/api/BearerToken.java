package io.sallyport.admin.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The admin token, as a request brings it: in one {@code Authorization} header (RFC 6750 §2.1), never anywhere else. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private final @Nullable Predicate<String> isToken;

    /**
     * Makes it.
     *
     * @param isToken whether a text is the token, in constant time; null where there is none, so that no text is
     */
    public BearerToken(@Nullable Predicate<String> isToken) {
        this.isToken = isToken;
    }

    /** Whether there is one at all. */
    boolean isConfigured() {
        return isToken != null;
    }

    /** Whether the request brings it. */
    public boolean isBroughtBy(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (isToken == null || headers.size() != 1) {
            return false;
        }
        String header = headers.get(0);
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && isToken.test(header.substring(SCHEME.length()).strip());
    }

    /** What is answered to who does not. The same for none and a wrong one. */
    public Problem needed() {
        return new Problem(
                401,
                "token_needed",
                "this needs the admin token: Authorization: Bearer <the content of admin.tokenFile>",
                Map.of("WWW-Authenticate", "Bearer realm=\"sallyport admin\""));
    }
}
