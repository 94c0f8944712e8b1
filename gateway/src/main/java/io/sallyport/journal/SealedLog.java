package io.sallyport.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Records that are only ever added, each sealed with its number. When {@link #append} returns, they survive a crash. Blocks;
 * safe for use by many threads.
 */
public final class SealedLog implements AutoCloseable {

    private final LogPlace place;
    private final FileChannel channel;
    private LogHead head;
    private boolean broken;

    private SealedLog(LogPlace place, FileChannel channel, LogHead head) {
        this.place = place;
        this.channel = channel;
        this.head = head;
    }

    /** What became of a log that was opened. */
    public sealed interface Opening permits Opened, Damaged {}

    /**
     * The log is whole.
     *
     * @param log open for more
     * @param records all of them, oldest first
     */
    public record Opened(SealedLog log, List<byte[]> records) implements Opening {
        /** Takes a copy of the list. */
        public Opened {
            records = List.copyOf(records);
        }
    }

    /**
     * The log was altered or cut. Nothing is changed on disk; {@link Journal#replaceLog} begins a new one.
     *
     * @param record the first record, from 1, that is not as it was written
     * @param reason for a person
     * @param before the authentic records before it
     */
    public record Damaged(long record, String reason, List<byte[]> before) implements Opening {
        /** Takes a copy of the list. */
        public Damaged {
            before = List.copyOf(before);
        }
    }

    /** A log's continuation after {@code length} good bytes; what follows them was never promised and is dropped. */
    static SealedLog resume(LogPlace place, LogHead head, long length) throws IOException {
        FileChannel channel = FileChannel.open(place.file(head), StandardOpenOption.WRITE);
        channel.truncate(length);
        place.files().disk().sync(channel);
        channel.position(length);
        return new SealedLog(place, channel, head);
    }

    /** Makes a log's file with these records and only then lets its head point there. */
    static SealedLog create(LogPlace place, List<byte[]> records) throws IOException {
        LogHead fresh = LogHead.fresh();
        ByteBuffer bytes = LogRecords.encode(place.key(), place.name(), fresh, records);
        long length = bytes.remaining();
        Path file = place.file(fresh);
        place.files().createWith(file, bytes);
        LogHead head = fresh.withCount(records.size());
        // Where this fails nobody knows to which file the head points: both stay.
        place.saveHead(head);
        return resume(place, head, length);
    }

    /**
     * Adds records; one sync for all of them.
     *
     * @param records 1 MiB at most each
     * @throws IOException if the disk refuses: nothing is promised, and the log takes no more until it is opened again
     */
    public synchronized void append(List<byte[]> records) throws IOException {
        if (broken) {
            throw new IOException("the log " + place.name() + " failed before and must be opened again");
        }
        ByteBuffer bytes = LogRecords.encode(place.key(), place.name(), head, records);
        broken = true;
        place.files().disk().write(channel, bytes);
        place.files().disk().sync(channel);
        LogHead grown = head.withCount(head.count() + records.size());
        place.saveHead(grown);
        head = grown;
        broken = false;
    }

    /** How many records there are. */
    public synchronized long size() {
        return head.count();
    }

    @Override
    public synchronized void close() throws IOException {
        broken = true;
        channel.close();
    }
}
