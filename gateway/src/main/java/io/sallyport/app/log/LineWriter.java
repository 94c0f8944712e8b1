package io.sallyport.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries lines from a queue to a stream until the queue is closed and empty. The lines of a batch whose writing fails count
 * as dropped, even where some of them came through; no failure ends it.
 */
final class LineWriter implements Runnable {

    private final LineQueue queue;
    private final OutputStream target;
    private final LongFunction<byte[]> report;
    private final LongConsumer meter;

    private long unreported;
    private boolean isTorn;

    /**
     * Makes one.
     *
     * @param target must throw where it cannot write (a {@link java.io.PrintStream} does not)
     * @param report the line that tells how many were dropped
     * @param meter is told of every dropped line once
     */
    LineWriter(LineQueue queue, OutputStream target, LongFunction<byte[]> report, LongConsumer meter) {
        this.queue = queue;
        this.target = target;
        this.report = report;
        this.meter = meter;
    }

    @Override
    public void run() {
        try {
            LineQueue.Batch batch = queue.take();
            while (!batch.isEmpty()) {
                carry(batch);
                queue.written();
                batch = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queue.written();
    }

    private void carry(LineQueue.Batch batch) {
        byte[] lines = batch.lines().array();
        int length = batch.lines().remaining();
        drop(batch.dropped());
        if (!isWritten(lines, length)) {
            drop(count(lines, length));
        }
        if (unreported > 0) {
            byte[] line = reported();
            if (line != null && isWritten(line, line.length)) {
                unreported = 0;
            }
        }
    }

    private void drop(long lines) {
        if (lines > 0) {
            unreported += lines;
            meter.accept(lines);
        }
    }

    private boolean isWritten(byte[] lines, int length) {
        try {
            if (isTorn && length > 0) {
                // What failed may have ended within a line; this one begins its own.
                target.write('\n');
                isTorn = false;
            }
            target.write(lines, 0, length);
            target.flush();
            return true;
        } catch (IOException | RuntimeException e) {
            // A full disk, a closed pipe: there is no other place to say so, and it may pass.
            isTorn = true;
            return false;
        }
    }

    private byte @Nullable [] reported() {
        try {
            return report.apply(unreported);
        } catch (RuntimeException bug) {
            // Of an encoder: the lines matter more than their count, which stays for the next report.
            return null;
        }
    }

    private static int count(byte[] lines, int length) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (lines[i] == '\n') {
                count++;
            }
        }
        return count;
    }
}
