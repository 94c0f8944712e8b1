package io.sallyport.regions.log;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log file open for appending, with its head. Locked against other writers. Not thread-safe. */
final class LogFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

    private final FileChannel file;
    private final LogHead head;
    private final boolean durable;
    private Aead dataKey;
    private int sealedBy;
    private long records;

    private LogFile(FileChannel file, LogHead head, boolean durable, LogReader read) {
        this.file = file;
        this.head = head;
        this.durable = durable;
        this.dataKey = Objects.requireNonNull(read.dataKey(), "a log has a data key");
        this.sealedBy = read.sealedBy();
        this.records = read.records();
    }

    /**
     * Opens the log at {@code path}, made anew where there is none, and hands every record to {@code sink}.
     *
     * @throws LogDamagedException if a record cannot be trusted or is missing
     */
    static LogFile open(Path path, LogKey key, boolean durable, Consumer<LoggedEvent> sink)
            throws IOException, GeneralSecurityException {
        if (Files.notExists(path)) {
            create(path, key);
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        try (LogReader reader = new LogReader(path, key)) {
            lock(file, path);
            reader.readAvailable(sink);
            if (reader.records() > 0 && LogHead.bytes(path).length == 0) {
                throw new LogDamagedException(
                        reader.records(), "is the last that was found, but the log's head is gone");
            }
            dropTornTail(file, reader);
            LogHead head = LogHead.open(path, Objects.requireNonNull(reader.firstKey(), "a log has a data key"));
            LogFile opened = new LogFile(file, head, durable, reader);
            head.write(opened.records, durable);
            opened.useCurrentKey(key);
            return opened;
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            file.close();
            throw unusable;
        }
    }

    private static void create(Path path, LogKey key) throws IOException, GeneralSecurityException {
        if (Files.exists(LogHead.beside(path))) {
            throw new LogDamagedException(1, "is missing: the log " + path + " is gone, its head is not");
        }
        Path made = path.resolveSibling(path.getFileName() + ".new");
        Files.write(made, LogFormat.keyFrame(LogFormat.newDataKey(key, 0)));
        // A follower must never see half a data key.
        Files.move(made, path);
    }

    private static void lock(FileChannel file, Path path) throws IOException {
        boolean locked;
        try {
            locked = file.tryLock() != null;
        } catch (OverlappingFileLockException heldHere) {
            locked = false;
        }
        if (!locked) {
            throw new IOException("the log " + path + " is in use by another region");
        }
    }

    /** The head vouches for every whole record, so what follows was being written when the process died. */
    private static void dropTornTail(FileChannel file, LogReader reader) throws IOException {
        long torn = file.size() - reader.position();
        if (torn > 0) {
            LOG.warn("dropped {} bytes of an unfinished log record {}", torn, reader.records() + 1);
            file.truncate(reader.position());
        }
    }

    Aead dataKey() {
        return dataKey;
    }

    long records() {
        return records;
    }

    /** Appends whole frames; the log holds {@code upTo} records then. */
    void append(byte[] frames, long upTo) throws IOException, GeneralSecurityException {
        write(frames);
        head.write(upTo, durable);
        records = upTo;
    }

    /** Begins a new data key, sealed by the key that seals now, unless that one sealed the present data key. */
    void useCurrentKey(LogKey key) throws IOException, GeneralSecurityException {
        if (sealedBy != key.id()) {
            byte[] content = LogFormat.newDataKey(key, records);
            write(LogFormat.keyFrame(content));
            dataKey = LogFormat.dataKey(content, key, records);
            sealedBy = key.id();
        }
    }

    private void write(byte[] frames) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(frames);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        if (durable) {
            file.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        head.close();
    }
}
