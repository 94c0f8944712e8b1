package io.sallyport.app.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines on their way from many threads to one, in the order of their coming and bounded. Adding one takes a lock for the time
 * of its copy and waits for nothing else. Thread-safe.
 */
final class LineQueue {

    /** From here on it is written at once: a pipe holds as much. */
    private static final int PLENTY = 64 << 10;

    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * What is to be written at once.
     *
     * @param lines whole ones, in an array; valid until the next {@link #take}
     * @param dropped lines that came after those of the last batch and were not taken
     */
    record Batch(ByteBuffer lines, long dropped) {
        boolean isEmpty() {
            return dropped == 0 && !lines.hasRemaining();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int capacity;
    private byte[] filling = new byte[PLENTY];
    private byte[] spare = new byte[PLENTY];
    private int length;
    private long dropped;
    private boolean isWriting;
    private boolean isHurried;
    private boolean isClosed;

    /**
     * Empty.
     *
     * @param capacity in bytes; the last quarter is for pressing lines
     */
    LineQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a line where there is room, else counts it as dropped. */
    void offer(byte[] line, boolean isPressing) {
        lock.lock();
        try {
            int before = length;
            if (isClosed || line.length > (isPressing ? capacity : capacity - capacity / 4) - before) {
                dropped++;
                return;
            }
            length = before + line.length;
            if (length > filling.length) {
                filling = Arrays.copyOf(filling, (int) Math.min(capacity, Math.max(filling.length * 2L, length)));
            }
            System.arraycopy(line, 0, filling, before, line.length);
            if (before == 0 || (before < PLENTY && length >= PLENTY)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for lines, and a moment for more of them; to be followed by {@link #written}.
     *
     * @return without lines where it was closed and is empty
     */
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (length == 0 && dropped == 0 && !isClosed) {
                changed.await();
            }
            long left = GATHER_NANOS;
            while (left > 0 && length < PLENTY && !isHurried && !isClosed) {
                left = changed.awaitNanos(left);
            }
            return batch();
        } finally {
            lock.unlock();
        }
    }

    private Batch batch() {
        Batch batch = new Batch(ByteBuffer.wrap(filling, 0, length), dropped);
        filling = spare;
        spare = batch.lines().array();
        length = 0;
        dropped = 0;
        isWriting = true;
        return batch;
    }

    /** The batch is written. */
    void written() {
        lock.lock();
        try {
            isWriting = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything added before is written, but not for ever; whether it is. */
    boolean flush(long longestMillis) {
        lock.lock();
        try {
            isHurried = true;
            changed.signalAll();
            long left = TimeUnit.MILLISECONDS.toNanos(longestMillis);
            while (left > 0 && isBusy()) {
                left = changed.awaitNanos(left);
            }
            isHurried = false;
            return !isBusy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isBusy() {
        return length > 0 || dropped > 0 || isWriting;
    }

    /** Takes no more lines; {@link #take} returns what is left, then nothing. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
