package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Surface;
import io.sallyport.upstream.AnswerRest;
import io.sallyport.upstream.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.WriteStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the body of a region's answer, whole or as it comes, with the links of its pages made the gateway's. */
final class AnswerWriter {

    private static final int PARTIAL = 206;

    private final Map<RegionName, Links> links = new HashMap<>();

    /**
     * Makes the rule.
     *
     * @param bases the URLs of the regions whose pages name the host by which they were asked for, without trailing slash
     */
    AnswerWriter(PublicUrl publicUrl, Map<RegionName, String> bases) {
        bases.forEach((region, base) -> links.put(region, new Links(base, publicUrl.root())));
    }

    /**
     * Writes it; the answer's head must be complete.
     *
     * @param body all of it, or its beginning where the answer has a rest
     */
    void write(
            HttpServerRequest request, Operation operation, RegionName region, Outcome.Answered answer, Buffer body) {
        Links own = isPage(operation, answer) ? links.get(region) : null;
        AnswerRest rest = answer.rest();
        if (request.method().equals(HttpMethod.HEAD)) {
            endHead(request.response(), own);
        } else if (rest == null) {
            request.response().headers().remove(HttpHeaders.CONTENT_LENGTH);
            request.response().end(own == null ? body : own.toPublic(body));
        } else {
            stream(request, body, rest, own);
        }
    }

    /** Compressed text cannot be read, and of a part nobody knows where it was cut. */
    private static boolean isPage(Operation operation, Outcome.Answered answer) {
        String type = answer.headers().get(HttpHeaders.CONTENT_TYPE);
        return operation.surface() == Surface.PAGE
                && type != null
                && type.regionMatches(true, 0, "text/html", 0, "text/html".length())
                && answer.status() != PARTIAL
                && !answer.headers().contains(HttpHeaders.CONTENT_ENCODING);
    }

    /** The length that GET would have had stays as the region gave it, unless nobody knows it. */
    private static void endHead(HttpServerResponse response, @Nullable Links own) {
        if (own != null) {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        response.end();
    }

    private static void stream(HttpServerRequest request, Buffer beginning, AnswerRest rest, @Nullable Links own) {
        HttpServerResponse response = request.response();
        if (own != null) {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        boolean endsByClose = false;
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
            endsByClose = request.version() == HttpVersion.HTTP_1_0;
        }
        WriteStream<Buffer> to = own == null ? response : new LinkWriter(response, own.pieces());
        if (beginning.length() > 0) {
            to.write(beginning);
        }
        // A region that breaks off in the middle must not look complete: the connection is reset.
        Future<Void> passed = rest.pipeTo(to).onFailure(brokenOff -> response.reset());
        if (endsByClose) {
            passed.onSuccess(end -> request.connection().close());
        }
    }
}
