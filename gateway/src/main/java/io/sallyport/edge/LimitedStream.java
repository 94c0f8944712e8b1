package io.sallyport.edge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A stream that fails once more bytes came than allowed, for bodies that do not announce their length. */
final class LimitedStream implements ReadStream<Buffer> {

    /** Says that the limit was passed. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("body over the limit", null, false, false);
        }
    }

    private final ReadStream<Buffer> source;
    private long remaining;
    private @Nullable Handler<Throwable> failed;

    /**
     * Makes a stream.
     *
     * @param remaining bytes that may still come
     */
    LimitedStream(ReadStream<Buffer> source, long remaining) {
        this.source = source;
        this.remaining = remaining;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        source.handler(handler == null ? null : chunk -> pass(chunk, handler));
        return this;
    }

    /** Whether more came than allowed. */
    boolean isExceeded() {
        return remaining < 0;
    }

    private void pass(Buffer chunk, Handler<Buffer> handler) {
        if (remaining < 0) {
            return;
        }
        remaining -= chunk.length();
        if (remaining >= 0) {
            handler.handle(chunk);
        } else if (failed != null) {
            failed.handle(new TooLarge());
        }
    }

    @Override
    public ReadStream<Buffer> pause() {
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.fetch(amount);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(handler);
        return this;
    }
}
