package io.sallyport.edge;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** Writes a page on, piece by piece, with its links to the region exchanged; holds back no more than a link's length. */
final class LinkWriter implements WriteStream<Buffer> {

    private final WriteStream<Buffer> to;
    private final Links.Pieces pieces;

    LinkWriter(WriteStream<Buffer> to, Links.Pieces pieces) {
        this.to = to;
        this.pieces = pieces;
    }

    @Override
    public Future<Void> write(Buffer piece) {
        Buffer ready = pieces.next(piece, false);
        return ready.length() == 0 ? Future.succeededFuture() : to.write(ready);
    }

    @Override
    public Future<Void> end() {
        Buffer last = pieces.next(Buffer.buffer(), true);
        return last.length() == 0 ? to.end() : to.write(last).compose(written -> to.end());
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        to.exceptionHandler(handler);
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        to.setWriteQueueMaxSize(maxSize);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return to.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        to.drainHandler(handler);
        return this;
    }
}
