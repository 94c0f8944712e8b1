package io.sallyport.upstream;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body that comes as a test says. To be used on the event loop of whoever reads it. */
final class Source implements ReadStream<Buffer> {

    volatile boolean isFlowing;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> end;
    private @Nullable Handler<Throwable> failed;

    Source emit(String text) {
        if (handler != null) {
            handler.handle(Buffer.buffer(text));
        }
        return this;
    }

    Source end() {
        if (end != null) {
            end.handle(null);
        }
        return this;
    }

    Source fail() {
        if (failed != null) {
            failed.handle(new IllegalStateException("the client left"));
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> next) {
        failed = next;
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> next) {
        handler = next;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        isFlowing = false;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        isFlowing = true;
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        isFlowing = amount > 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> next) {
        end = next;
        return this;
    }
}
