package io.sallyport.regions.log;

import com.google.crypto.tink.Aead;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.DirectoryEvent;
import io.sallyport.regions.directory.Event;
import io.sallyport.regions.directory.Recorder;
import io.sallyport.regions.directory.RegionEvent;
import io.sallyport.regions.directory.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * The only writer of a log: appends each event, then folds it into the directory. The primary's log holds all it did
 * and is followed by the replica; a replica's own log holds what it did on its own, and nobody follows it. Blocks: call
 * it on a worker.
 */
public final class Journal implements Recorder, AutoCloseable {

    private final LogFile file;
    private final LogKey key;
    private final Directory directory;
    private final InstantSource clock;
    private final Followed followed;

    /** What a replica follows beside its own log. */
    interface Followed {

        /** How many records it has folded. */
        long applied();

        /** Folds until that many are. */
        void foldThrough(long records) throws IOException;
    }

    private record Nothing() implements Followed {
        @Override
        public long applied() {
            return 0;
        }

        @Override
        public void foldThrough(long records) {
            // The primary follows nobody.
        }
    }

    private Journal(LogFile file, LogKey key, Directory directory, InstantSource clock, Followed followed) {
        this.file = file;
        this.key = key;
        this.directory = directory;
        this.clock = clock;
        this.followed = followed;
    }

    /**
     * Opens the primary's log, made anew where there is none, and folds what it holds into {@code directory}. What was
     * being written when the process died was never acknowledged, and is dropped.
     *
     * @param durable whether each event survives the death of the machine too, not only that of the process
     * @throws LogDamagedException if a record cannot be trusted or is missing
     * @throws IOException also if another process writes this log
     */
    public static Journal primary(Path path, LogKey key, Directory directory, InstantSource clock, boolean durable)
            throws IOException, GeneralSecurityException {
        return open(path, key, directory, clock, durable, new Nothing());
    }

    /**
     * Opens a replica's own log, as {@link #primary} does, and folds it between the records that {@code follower}
     * reads, in the order in which this region learned of both.
     */
    public static Journal replica(
            Path path, LogKey key, Directory directory, InstantSource clock, boolean durable, LogFollower follower)
            throws IOException, GeneralSecurityException {
        return open(path, key, directory, clock, durable, follower);
    }

    private static Journal open(
            Path path, LogKey key, Directory directory, InstantSource clock, boolean durable, Followed followed)
            throws IOException, GeneralSecurityException {
        LogFile file = LogFile.open(path, key, durable, logged -> {
            try {
                followed.foldThrough(logged.after());
                directory.fold(logged.event());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
        return new Journal(file, key, directory, clock, followed);
    }

    @Override
    public void record(DirectoryEvent event) {
        append(List.of(event));
    }

    @Override
    public void record(SessionEvent event) {
        append(List.of(event));
    }

    @Override
    public void record(RegionEvent event) {
        append(List.of(event));
    }

    /** Records many events with one write: a bulk load. */
    public void recordAll(Collection<? extends DirectoryEvent> events) {
        append(events);
    }

    private void append(Collection<? extends Event> events) {
        // One order for all that this region learns, whoever told it.
        synchronized (directory) {
            try {
                ByteArrayOutputStream frames = new ByteArrayOutputStream();
                long number = file.records();
                for (Event event : events) {
                    number++;
                    frames.writeBytes(sealed(event, number));
                }
                file.append(frames.toByteArray(), number);
                events.forEach(directory::fold);
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot append to the log", failed);
            } catch (GeneralSecurityException failed) {
                throw new IllegalStateException("cannot encrypt a log record", failed);
            }
        }
    }

    private byte[] sealed(Event event, long number) throws IOException, GeneralSecurityException {
        byte[] plain = LogReader.JSON.writeValueAsBytes(new LoggedEvent(clock.millis(), event, followed.applied()));
        Aead dataKey = file.dataKey();
        return LogFormat.frame(dataKey.encrypt(plain, LogFormat.context(number)));
    }

    /** Begins a new data key if the key file was rotated. */
    public void followKey() throws IOException {
        synchronized (directory) {
            try {
                key.refresh();
                file.useCurrentKey(key);
            } catch (GeneralSecurityException failed) {
                throw new IOException("cannot use the rotated key", failed);
            }
        }
    }

    /** How many records the log holds. */
    public long records() {
        synchronized (directory) {
            return file.records();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (directory) {
            file.close();
        }
    }
}
