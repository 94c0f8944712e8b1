package io.sallyport.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The two steps by which bytes reach a disk and stay there. A seam, since real disks refuse too seldom to be tested on. */
interface Disk {

    /** The machine's. */
    Disk REAL = new Disk() {
        @Override
        public void write(FileChannel channel, ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            channel.force(true);
        }
    };

    /**
     * Writes all of the bytes.
     *
     * @throws IOException if it is full or broken; some of the bytes may have been written
     */
    void write(FileChannel channel, ByteBuffer bytes) throws IOException;

    /**
     * Returns when what was written survives a crash.
     *
     * @throws IOException if nobody knows whether it does
     */
    void sync(FileChannel channel) throws IOException;
}
