package io.sallyport.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongFunction;

/** Carries lines from a queue to a stream until the queue is closed and empty. */
final class LineWriter implements Runnable {

    private final LineQueue queue;
    private final OutputStream target;
    private final LongFunction<byte[]> dropped;

    /**
     * Makes one.
     *
     * @param dropped the line that tells how many were dropped
     */
    LineWriter(LineQueue queue, OutputStream target, LongFunction<byte[]> dropped) {
        this.queue = queue;
        this.target = target;
        this.dropped = dropped;
    }

    @Override
    public void run() {
        try {
            LineQueue.Batch batch = queue.take();
            while (!batch.isEmpty()) {
                write(batch);
                queue.written();
                batch = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queue.written();
    }

    private void write(LineQueue.Batch batch) {
        try {
            target.write(batch.lines().array(), 0, batch.lines().remaining());
            if (batch.dropped() > 0) {
                target.write(dropped.apply(batch.dropped()));
            }
            target.flush();
        } catch (IOException gone) {
            // Nobody reads any more, and there is no other place to say so.
        }
    }
}
