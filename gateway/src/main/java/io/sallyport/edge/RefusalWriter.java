package io.sallyport.edge;

import io.sallyport.operation.Surface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Writes a refusal in the caller's language. Every one of them may be shown to anybody: it names no region and no host. */
final class RefusalWriter {

    private static final CharSequence ERROR_TYPE = HttpHeaders.createOptimized("x-amzn-errortype");
    private static final CharSequence AMZ_JSON = HttpHeaders.createOptimized("application/x-amz-json-1.1");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence CSP = HttpHeaders.createOptimized("content-security-policy");

    private final Cors cors;
    private final ToIntFunction<Refusal> retryAfterSeconds;

    /**
     * Makes a writer.
     *
     * @param retryAfterSeconds when a refused caller may come back, in seconds; asked once a refusal
     */
    RefusalWriter(Cors cors, ToIntFunction<Refusal> retryAfterSeconds) {
        this.cors = cors;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Answers with the refusal; without effect where an answer has already begun. */
    void write(HttpServerRequest request, Refusal refusal, @Nullable Surface surface) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        // An answer that was given up half-way may have left its headers.
        response.headers().clear();
        cors.allow(request, surface);
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (refusal.isLast()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (refusal.isTemporary()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds.applyAsInt(refusal)));
        }
        Language language = Language.of(request, surface);
        Buffer body = render(response, refusal, language);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            response.end();
        } else {
            response.end(body);
        }
    }

    private static Buffer render(HttpServerResponse response, Refusal refusal, Language language) {
        return switch (language) {
            case COGNITO -> cognito(response, refusal);
            case OAUTH -> oauth(response, refusal);
            case HTML -> html(response, refusal);
            case PROBLEM -> problem(response, refusal);
        };
    }

    private static Buffer cognito(HttpServerResponse response, Refusal refusal) {
        response.setStatusCode(refusal.apiStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, AMZ_JSON)
                .putHeader(ERROR_TYPE, refusal.apiType());
        return new JsonObject()
                .put("__type", refusal.apiType())
                .put("message", refusal.text())
                .toBuffer();
    }

    private static Buffer oauth(HttpServerResponse response, Refusal refusal) {
        response.setStatusCode(refusal.status()).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        return new JsonObject()
                .put("error", refusal.oauthError())
                .put("error_description", refusal.text())
                .toBuffer();
    }

    private static Buffer problem(HttpServerResponse response, Refusal refusal) {
        response.setStatusCode(refusal.status()).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
        return new JsonObject()
                .put("type", "urn:sallyport:problem:" + refusal.slug())
                .put("title", refusal.title())
                .put("status", refusal.status())
                .put("detail", refusal.text())
                .toBuffer();
    }

    private static Buffer html(HttpServerResponse response, Refusal refusal) {
        response.setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, HTML)
                .putHeader(CSP, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        return Buffer.buffer(RefusalPage.render(refusal));
    }
}
