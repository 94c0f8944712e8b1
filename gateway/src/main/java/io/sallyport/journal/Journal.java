package io.sallyport.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one seam for what is written to disk: a directory, the key that seals it, and a lock, so that two gateways never share
 * it. Blocks; {@link AsyncJournal} is for event loops.
 */
public final class Journal implements AutoCloseable {

    private final SealedStore store;
    private final LogOpener logs;
    private final FileChannel lock;

    private Journal(Path directory, SealingKey key, FileChannel lock, DurableFiles files) {
        this.store = new SealedStore(directory, key, files);
        this.logs = new LogOpener(directory, key, store, files);
        this.lock = lock;
    }

    /** What became of a journal that was opened. */
    public sealed interface Opening permits Opened, Refused {}

    /**
     * It is open.
     *
     * @param journal to be closed by the caller
     */
    public record Opened(Journal journal) implements Opening {}

    /**
     * It must not be used.
     *
     * @param reason for a person: a key file that others may read, that is missing though there are sealed records, or that
     *     is no keyset; a directory that another process uses, or that cannot be written
     */
    public record Refused(String reason) implements Opening {}

    /**
     * Opens a directory. Makes it (mode 0700) and the key file (mode 0600) at the first start.
     *
     * @param directory of the records
     * @param keyFile may be elsewhere, better so; its directory must be there
     */
    public static Opening open(Path directory, Path keyFile) {
        return open(directory, keyFile, Disk.REAL);
    }

    /** Like the other, on such a disk. */
    static Opening open(Path directory, Path keyFile, Disk disk) {
        try {
            DurableFiles.createDirectories(directory);
            FileChannel lock = lock(directory.resolve("lock"));
            return lock == null
                    ? new Refused("the state directory " + directory + " is in use by another gateway")
                    : locked(directory, keyFile, lock, new DurableFiles(disk));
        } catch (IOException e) {
            return new Refused("the state directory " + directory + " or the key file " + keyFile
                    + " cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private static Opening locked(Path directory, Path keyFile, FileChannel lock, DurableFiles files)
            throws IOException {
        boolean opened = false;
        try {
            Opening opening = withKey(directory, keyFile, lock, files);
            opened = opening instanceof Opened;
            return opening;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static Opening withKey(Path directory, Path keyFile, FileChannel lock, DurableFiles files)
            throws IOException {
        if (Files.notExists(keyFile)) {
            if (holdsRecords(directory)) {
                return new Refused("the key file " + keyFile + " is missing, and " + directory
                        + " holds records that only it opens; restore it, or empty the directory");
            }
            KeyFile.create(keyFile);
        }
        KeyFile.Reading reading = KeyFile.read(keyFile);
        return reading instanceof KeyFile.Usable usable
                ? new Opened(new Journal(directory, usable.key(), lock, files))
                : new Refused(((KeyFile.Refused) reading).reason());
    }

    /** The records by name. */
    public SealedStore store() {
        return store;
    }

    /**
     * Opens a log, new if there is none. One at a time a name.
     *
     * @throws IOException if the disk refuses
     */
    public SealedLog.Opening openLog(String name) throws IOException {
        return logs.open(RecordName.checked(name));
    }

    /**
     * Begins a log anew: after damage, or to leave old records behind. The log must not be open. Earlier files are kept with
     * the ending {@code .old}.
     *
     * @param records what it begins with
     * @throws IOException if the disk refuses
     */
    public void replaceLog(String name, List<byte[]> records) throws IOException {
        logs.replace(RecordName.checked(name), records);
    }

    /**
     * Writes a log anew that has grown too long. The log must not be open. What it held before is deleted.
     *
     * @param records what of it is still wanted
     * @throws IOException if the disk refuses
     */
    public void compactLog(String name, List<byte[]> records) throws IOException {
        logs.compact(RecordName.checked(name), records);
    }

    /**
     * Like {@link #compactLog}, and opens it for more without reading it.
     *
     * @throws IOException if the disk refuses: then the log is as it was, or anew and not open
     */
    SealedLog renewLog(String name, List<byte[]> records) throws IOException {
        return logs.renew(RecordName.checked(name), records);
    }

    /** Lets another process have the directory. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Null if another has it. The lock goes with the channel. */
    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by another journal of this very process.
        }
        channel.close();
        return null;
    }

    private static boolean holdsRecords(Path directory) throws IOException {
        try (DirectoryStream<Path> records = Files.newDirectoryStream(directory, "*" + SealedStore.SUFFIX)) {
            return records.iterator().hasNext();
        }
    }
}
