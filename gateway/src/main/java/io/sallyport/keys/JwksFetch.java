package io.sallyport.keys;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks one URL once, within a time and a size. Follows no redirect. */
final class JwksFetch {

    /** What came of it. */
    sealed interface Answer {}

    /** A complete 200. */
    record Body(Buffer bytes, Freshness freshness) implements Answer {}

    /** A 304: what the source said last still holds. */
    record Unchanged(Freshness freshness) implements Answer {}

    /** Anything else. */
    record Failed(RefreshResult result) implements Answer {}

    private final HttpClient client;
    private final Duration timeout;
    private final int maxBytes;

    JwksFetch(HttpClient client, Duration timeout, int maxBytes) {
        this.client = client;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /**
     * The answer; never fails. To be called on an event loop, which then completes it.
     *
     * @param etag of the answer in hand, which need not be sent again; null for none
     */
    Future<Answer> get(URI url, @Nullable String etag) {
        return new Exchange(etag).run(url);
    }

    private final class Exchange {
        private final @Nullable String etag;
        private @Nullable HttpClientRequest request;
        private boolean over;

        Exchange(@Nullable String etag) {
            this.etag = etag;
        }

        Future<Answer> run(URI url) {
            return client.request(options(url, etag))
                    .compose(this::send)
                    .compose(this::answer)
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .otherwise(JwksFetch::failure)
                    .onComplete(answer -> end(answer.result()));
        }

        private Future<HttpClientResponse> send(HttpClientRequest fresh) {
            request = fresh;
            if (over) {
                fresh.reset();
                return Future.failedFuture(new TimeoutException());
            }
            return fresh.send();
        }

        private Future<Answer> answer(HttpClientResponse response) {
            Freshness freshness = Freshness.of(response.headers());
            if (response.statusCode() == 304 && etag != null) {
                return response.end().map(end -> new Unchanged(freshness));
            }
            if (response.statusCode() != 200) {
                // Its body is given up: what Vert.x would log as an error is meant.
                response.exceptionHandler(givenUp -> {});
                return Future.succeededFuture(new Failed(RefreshResult.STATUS));
            }
            Buffer body = Buffer.buffer();
            Promise<Answer> done = Promise.promise();
            response.handler(chunk -> {
                if (body.length() + chunk.length() > maxBytes) {
                    done.tryComplete(new Failed(RefreshResult.TOO_LARGE));
                } else {
                    body.appendBuffer(chunk);
                }
            });
            response.exceptionHandler(done::tryFail);
            response.endHandler(end -> done.tryComplete(new Body(body, freshness)));
            return done.future();
        }

        /** An exchange that did not come to its end gives up its connection. */
        private void end(Answer answer) {
            over = true;
            if (request != null && answer instanceof Failed) {
                request.reset();
            }
        }
    }

    private RequestOptions options(URI url, @Nullable String etag) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .setConnectTimeout(timeout.toMillis())
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.ACCEPT, "application/jwk-set+json, application/json");
        return etag == null ? options : options.putHeader(HttpHeaders.IF_NONE_MATCH, etag);
    }

    private static Answer failure(Throwable cause) {
        return new Failed(cause instanceof TimeoutException ? RefreshResult.TIMEOUT : RefreshResult.UNREACHABLE);
    }
}
