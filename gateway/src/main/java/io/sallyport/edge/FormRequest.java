package io.sallyport.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/**
 * A request to an OAuth endpoint, which says all it says in a form (RFC 6749 §3.2 and appendix B). What stands in the query,
 * or in a body of another kind, a region might read where the gateway does not look.
 */
final class FormRequest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private FormRequest() {}

    /** Whether it has a form for a body, in UTF-8 and not compressed, and no query, not even an empty one. */
    static boolean isOne(HttpServerRequest request) {
        return hasForm(request) && request.uri().indexOf('?') < 0;
    }

    /** Whether it has a form for a body, in UTF-8 and not compressed. */
    static boolean hasForm(HttpServerRequest request) {
        return isForm(request.headers().getAll(HttpHeaders.CONTENT_TYPE))
                && !request.headers().contains(HttpHeaders.CONTENT_ENCODING);
    }

    private static boolean isForm(List<String> types) {
        if (types.size() != 1) {
            return false;
        }
        String type = types.get(0).toLowerCase(Locale.ROOT);
        int semicolon = type.indexOf(';');
        String media = (semicolon < 0 ? type : type.substring(0, semicolon)).trim();
        String parameter = semicolon < 0 ? "" : type.substring(semicolon + 1).trim();
        return media.equals(FORM)
                && (parameter.isEmpty() || parameter.replace("\"", "").equals("charset=utf-8"));
    }
}
