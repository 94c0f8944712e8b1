package io.sallyport.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that has room for so many bytes more, and then refuses in the middle of a write, as real ones do. */
public final class FullDisk implements Disk {

    private volatile long room = Long.MAX_VALUE;
    private volatile boolean isBroken;
    private final AtomicInteger syncs = new AtomicInteger();

    /** A journal on it, with everything in that directory. */
    public Journal journal(Path directory) {
        Journal.Opening opening = Journal.open(directory.resolve("state"), directory.resolve("sealing.key"), this);
        return ((Journal.Opened) opening).journal();
    }

    /** From now on there is room for so many bytes. */
    public void fill(long bytes) {
        room = bytes;
    }

    /** From now on nobody knows whether what was written survives. */
    public void breakDown() {
        isBroken = true;
    }

    /** All is well again. */
    public void mend() {
        room = Long.MAX_VALUE;
        isBroken = false;
    }

    int syncs() {
        return syncs.get();
    }

    @Override
    public synchronized void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        int fits = (int) Math.min(room, bytes.remaining());
        boolean isEnough = fits == bytes.remaining();
        Disk.REAL.write(channel, bytes.slice(bytes.position(), fits));
        room -= fits;
        if (!isEnough) {
            throw new IOException("No space left on device");
        }
        bytes.position(bytes.limit());
    }

    @Override
    public void sync(FileChannel channel) throws IOException {
        syncs.incrementAndGet();
        if (isBroken) {
            throw new IOException("Input/output error");
        }
        Disk.REAL.sync(channel);
    }
}
