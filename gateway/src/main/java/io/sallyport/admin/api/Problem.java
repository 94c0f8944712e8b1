package io.sallyport.admin.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * Why something was not done (RFC 9457). Nothing was changed, unless the sentence says so.
 *
 * @param status the HTTP status
 * @param kind which sort of reason, for a program: the last part of the problem's type; stays
 * @param sentence the reason, for a person
 * @param headers to be sent with it
 */
public record Problem(int status, String kind, String sentence, Map<String, String> headers) implements Answer {

    /** Copies the headers. */
    public Problem {
        headers = Map.copyOf(headers);
    }

    /** Without headers of its own. */
    public Problem(int status, String kind, String sentence) {
        this(status, kind, sentence, Map.of());
    }

    /** Nothing has that path. */
    public static Problem notFound() {
        return new Problem(404, "not_found", "nothing has this path");
    }

    /** The request names another host. */
    public static Problem unknownHost() {
        return new Problem(421, "unknown_host", "the Host is not one of this listener's names");
    }

    /** A bug of the gateway; what it is stands in the log alone. */
    public static Problem bug() {
        return new Problem(500, "internal", "something went wrong inside the gateway; its log says what");
    }

    /** A part of the request is not what it must be. */
    static Problem malformed(String sentence) {
        return new Problem(400, "malformed", sentence);
    }

    @Override
    public void send(HttpServerResponse response) {
        if (response.closed()) {
            return;
        }
        JsonObject content = new JsonObject()
                .put("type", "urn:sallyport:problem:" + kind.replace('_', '-'))
                .put("title", title())
                .put("status", status)
                .put("detail", sentence)
                .put("kind", kind);
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(content.toBuffer().appendString("\n"));
    }

    /** The same for every problem of its kind (RFC 9457 §3.1.3). */
    private String title() {
        String words = kind.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
