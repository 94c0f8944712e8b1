package io.sallyport.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/**
 * The rest of a request's body on its way to a region. Unlike a pipe it tells whose fault a break is (a client that leaves
 * says nothing against the region), and never ends the region's request after one: half a body must not look whole.
 */
final class Upload {

    private final ReadStream<Buffer> from;
    private final WriteStream<Buffer> to;
    private final Promise<Void> read = Promise.promise();
    private final Promise<Void> written = Promise.promise();

    Upload(ReadStream<Buffer> from, WriteStream<Buffer> to) {
        this.from = from;
        this.to = to;
    }

    /** Begins; {@code from} is resumed. */
    void start() {
        from.exceptionHandler(read::tryFail);
        from.endHandler(end -> {
            read.tryComplete();
            to.end().onFailure(written::tryFail).onSuccess(written::tryComplete);
        });
        from.handler(this::pass);
        from.resume();
    }

    private void pass(Buffer chunk) {
        to.write(chunk).onFailure(written::tryFail);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    /** Reads and writes no more; what is left of the source stays unread. */
    void stop() {
        if (!read.future().isComplete()) {
            from.pause();
            from.handler(null);
            from.endHandler(null);
            from.exceptionHandler(null);
            to.drainHandler(null);
        }
    }

    /** Whether the last byte was read. */
    boolean isAllRead() {
        return read.future().succeeded();
    }

    /** Fails where the source broke off. */
    Future<Void> read() {
        return read.future();
    }

    /** Fails where the region no longer takes it. */
    Future<Void> written() {
        return written.future();
    }
}
