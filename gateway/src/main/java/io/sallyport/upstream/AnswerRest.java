package io.sallyport.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;

/**
 * What of an answer's body has not come yet; paused. Whoever holds it must either pipe or abandon it: until then it keeps a
 * connection and a place in the bulkhead. Lives on the attempt's event loop.
 */
public final class AnswerRest {

    private final HttpClientResponse response;
    private final Promise<Void> over = Promise.promise();

    AnswerRest(HttpClientResponse response) {
        this.response = response;
        response.exceptionHandler(over::tryFail);
    }

    /**
     * Passes it on and ends {@code to} after the last byte. Where either side breaks off, the region's is reset and
     * {@code to} is <em>not</em> ended: half an answer must not look complete.
     *
     * @return fails where it broke off
     */
    public Future<Void> pipeTo(WriteStream<Buffer> to) {
        if (over.future().isComplete()) {
            return over.future();
        }
        // Over before the target ends: what its end sets going must not meet what is left of this attempt.
        return response.pipe()
                .endOnComplete(false)
                .to(to)
                .onFailure(this::brokenOff)
                .compose(all -> {
                    over.tryComplete();
                    return to.end();
                });
    }

    /** Nobody wants it any more: the region sees its connection close. */
    public void abandon() {
        brokenOff(new IllegalStateException("abandoned"));
    }

    private void brokenOff(Throwable failure) {
        if (over.tryFail(failure)) {
            response.request().reset();
        }
    }

    /** When nothing more will be read of it, however that came. */
    Future<Void> over() {
        return over.future();
    }
}
