package io.sallyport.admin.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request must have before its body is looked at. A page of another site can make an operator's browser send requests
 * here, but none with a token that it does not know, with JSON unasked for, or without its own origin.
 */
final class Gate {

    private static final Pattern ORIGIN = Pattern.compile("(?i)https?://([^/?#@]+)");
    private static final String JSON = "application/json";

    private final BearerToken token;

    Gate(BearerToken token) {
        this.token = token;
    }

    /** Why a page may not ask for it, if one does: there is an {@code Origin}, and it is not this listener. */
    static Optional<Problem> foreignOrigin(HttpServerRequest request) {
        List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
        boolean isOwn = origins.isEmpty() || (origins.size() == 1 && isOwn(origins.get(0), request.authority()));
        return isOwn
                ? Optional.empty()
                : Optional.of(new Problem(403, "foreign_origin", "a page of another origin may not use this listener"));
    }

    /** As the client names it: TLS may end in front, so both schemes are its own. */
    private static boolean isOwn(String origin, @Nullable HostAndPort authority) {
        Matcher matcher = ORIGIN.matcher(origin);
        if (authority == null || !matcher.matches()) {
            return false;
        }
        HostAndPort named = HostAndPort.parseAuthority(matcher.group(1), -1);
        return named != null && named.host().equalsIgnoreCase(authority.host()) && named.port() == authority.port();
    }

    /** Why it may change nothing, if it may not. */
    Optional<Problem> refusalOfChange(HttpServerRequest request) {
        if (request.query() != null) {
            return Optional.of(Problem.malformed("this takes no parameters"));
        }
        if (!token.isConfigured()) {
            return Optional.of(
                    new Problem(403, "changes_off", "nothing can be changed here: no admin.tokenFile is configured"));
        }
        if (!token.isBroughtBy(request)) {
            return Optional.of(token.needed());
        }
        List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
        boolean isJson = types.size() == 1 && types.get(0).equalsIgnoreCase(JSON);
        return isJson
                ? Optional.empty()
                : Optional.of(
                        new Problem(415, "not_json", "the Content-Type must be " + JSON + ", without parameters"));
    }
}
