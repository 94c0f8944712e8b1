package io.sallyport.regions.log;

import com.google.crypto.tink.Aead;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.DirectoryEvent;
import io.sallyport.regions.directory.Event;
import io.sallyport.regions.directory.Recorder;
import io.sallyport.regions.directory.SessionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Objects;

/**
 * The primary's only writer: appends each event to the log, then folds it into the directory. Blocks: call it on a
 * worker. Survives the death of the process, not that of the machine (no fsync: this is a stand-in).
 */
public final class PrimaryJournal implements Recorder, AutoCloseable {

    private final FileChannel file;
    private final Aead dataKey;
    private final Directory directory;
    private final InstantSource clock;
    private long records;

    private PrimaryJournal(FileChannel file, Aead dataKey, long records, Directory directory, InstantSource clock) {
        this.file = file;
        this.dataKey = dataKey;
        this.records = records;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Opens the log, made anew where there is none, and folds what it holds into {@code directory}.
     *
     * @throws LogDamagedException if a record cannot be trusted, or the last one is incomplete
     */
    public static PrimaryJournal open(Path path, LogKey key, Directory directory, InstantSource clock)
            throws IOException, GeneralSecurityException {
        if (Files.notExists(path)) {
            byte[] header = LogFormat.frame(LogFormat.newHeader(key));
            Path made = path.resolveSibling(path.getFileName() + ".new");
            Files.write(made, header);
            // A follower must never see half a header.
            Files.move(made, path);
        }
        try (LogReader reader = new LogReader(path, key)) {
            reader.readAvailable(logged -> directory.fold(logged.event()));
            if (reader.position() != Files.size(path)) {
                throw new LogDamagedException(reader.records() + 1, "is incomplete: the log was cut");
            }
            Aead dataKey = Objects.requireNonNull(reader.dataKey(), "a log has a header");
            FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            return new PrimaryJournal(file, dataKey, reader.records(), directory, clock);
        }
    }

    @Override
    public void record(DirectoryEvent event) {
        append(event);
    }

    @Override
    public void record(SessionEvent event) {
        append(event);
    }

    private synchronized void append(Event event) {
        try {
            byte[] plain = LogReader.JSON.writeValueAsBytes(new LoggedEvent(clock.millis(), event));
            ByteBuffer frame = ByteBuffer.wrap(LogFormat.frame(dataKey.encrypt(plain, LogFormat.context(records + 1))));
            while (frame.hasRemaining()) {
                file.write(frame);
            }
            records++;
            directory.fold(event);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot append to the log", failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("cannot encrypt a log record", failed);
        }
    }

    /** How many records the log holds. */
    public synchronized long records() {
        return records;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
