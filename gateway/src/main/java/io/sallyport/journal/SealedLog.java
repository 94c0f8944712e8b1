package io.sallyport.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Records that are only ever added, each sealed with its number. When {@link #append} returns, they survive a crash. Blocks;
 * safe for use by many threads.
 */
public final class SealedLog implements AutoCloseable {

    private final String name;
    private final SealingKey key;
    private final SealedStore heads;
    private final FileChannel channel;
    private LogHead head;
    private boolean broken;

    private SealedLog(String name, SealingKey key, SealedStore heads, FileChannel channel, LogHead head) {
        this.name = name;
        this.key = key;
        this.heads = heads;
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
    static SealedLog resume(String name, SealingKey key, SealedStore heads, LogHead head, Path file, long length)
            throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(length);
        channel.force(true);
        channel.position(length);
        return new SealedLog(name, key, heads, channel, head);
    }

    /** The file of one incarnation of a log. */
    static Path file(Path directory, String name, LogHead head) {
        return directory.resolve(name + "-" + head.id() + ".log");
    }

    /** Makes a log's file with these records and only then lets its head point there. */
    static void create(
            Path directory, String name, SealingKey key, SealedStore heads, LogHead fresh, List<byte[]> records)
            throws IOException {
        Path file = file(directory, name, fresh);
        Files.deleteIfExists(file);
        try (FileChannel channel = DurableFiles.create(file)) {
            DurableFiles.writeFully(channel, LogRecords.encode(key, name, fresh, records));
            channel.force(true);
        }
        DurableFiles.syncDirectoryOf(file);
        heads.save(headName(name), fresh.withCount(records.size()).encoded());
    }

    static String headName(String name) {
        return name + ".head";
    }

    /**
     * Adds records; one sync for all of them.
     *
     * @param records 1 MiB at most each
     * @throws IOException if the disk refuses: nothing is promised, and the log takes no more until it is opened again
     */
    public synchronized void append(List<byte[]> records) throws IOException {
        if (broken) {
            throw new IOException("the log " + name + " failed before and must be opened again");
        }
        ByteBuffer bytes = LogRecords.encode(key, name, head, records);
        broken = true;
        DurableFiles.writeFully(channel, bytes);
        channel.force(true);
        LogHead grown = head.withCount(head.count() + records.size());
        heads.save(headName(name), grown.encoded());
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
