package io.sallyport.edge;

import io.sallyport.edge.page.Page;
import io.sallyport.operation.Surface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes a refusal in the caller's language. Every one of them may be shown to anybody: of itself it names no region and no
 * host, and repeats nothing of the request.
 */
final class RefusalWriter {

    /**
     * What is said.
     *
     * @param sentence to a machine, and to who looks after it
     * @param page to a person, given in how many seconds to come back
     */
    record Told(String sentence, IntFunction<String> page) {

        static Told of(Refusal refusal) {
            return new Told(refusal.text(), seconds -> RefusalPage.render(refusal, seconds));
        }

        static Told of(Refusal refusal, String sentence) {
            return new Told(sentence, seconds -> RefusalPage.render(refusal, seconds));
        }
    }

    private static final CharSequence ERROR_TYPE = HttpHeaders.createOptimized("x-amzn-errortype");
    private static final CharSequence AMZ_JSON = HttpHeaders.createOptimized("application/x-amz-json-1.1");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence CSP = HttpHeaders.createOptimized("content-security-policy");

    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("referrer-policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

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
        write(request, refusal, surface, Told.of(refusal));
    }

    /** The same in other words. */
    void write(HttpServerRequest request, Refusal refusal, @Nullable Surface surface, Told told) {
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
        int retryAfter = refusal.isTemporary() ? retryAfterSeconds.applyAsInt(refusal) : 0;
        if (retryAfter > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfter));
        }
        Buffer body =
                switch (Language.of(request, surface)) {
                    case COGNITO -> cognito(response, refusal, told.sentence());
                    case OAUTH -> oauth(response, refusal, told.sentence());
                    case HTML -> html(response, refusal, told.page().apply(retryAfter));
                    case PROBLEM -> problem(response, refusal, told.sentence());
                };
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            response.end();
        } else {
            response.end(body);
        }
    }

    private static Buffer cognito(HttpServerResponse response, Refusal refusal, String sentence) {
        response.setStatusCode(refusal.apiStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, AMZ_JSON)
                .putHeader(ERROR_TYPE, refusal.apiType());
        return new JsonObject()
                .put("__type", refusal.apiType())
                .put("message", sentence)
                .toBuffer();
    }

    private static Buffer oauth(HttpServerResponse response, Refusal refusal, String sentence) {
        response.setStatusCode(refusal.status()).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        return new JsonObject()
                .put("error", refusal.oauthError())
                .put("error_description", sentence)
                .toBuffer();
    }

    private static Buffer problem(HttpServerResponse response, Refusal refusal, String sentence) {
        response.setStatusCode(refusal.status()).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
        return new JsonObject()
                .put("type", "urn:sallyport:problem:" + refusal.slug())
                .put("title", refusal.title())
                .put("status", refusal.status())
                .put("detail", sentence)
                .toBuffer();
    }

    private static Buffer html(HttpServerResponse response, Refusal refusal, String page) {
        response.setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, HTML)
                .putHeader(CSP, Page.POLICY)
                .putHeader(REFERRER_POLICY, NO_REFERRER)
                .putHeader(CONTENT_TYPE_OPTIONS, NOSNIFF);
        return Buffer.buffer(page);
    }
}
