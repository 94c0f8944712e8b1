package io.sallyport.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records by name, each in a sealed file that is replaced whole. A record's name is part of its seal, so that one file
 * cannot stand in for another. Blocks; safe for use by many threads.
 */
public final class SealedStore {

    /** The end of every sealed record's file name. */
    static final String SUFFIX = ".sealed";

    private static final Logger LOG = LoggerFactory.getLogger(SealedStore.class);
    private static final long MAX_BYTES = 64L << 20;

    private final Path directory;
    private final SealingKey key;
    private final DurableFiles files;

    SealedStore(Path directory, SealingKey key, DurableFiles files) {
        this.directory = directory;
        this.key = key;
        this.files = files;
    }

    /**
     * The record as it was last saved. One that does not open is logged and never trusted.
     *
     * @param name 1 to 100 of a-z, 0-9, '.', '_' and '-'
     */
    public synchronized Loading load(String name) {
        Loading loading = read(file(name), name);
        if (loading instanceof Loading.Unreadable unreadable) {
            LOG.atError()
                    .addKeyValue("record", name)
                    .addKeyValue("reason", unreadable.reason())
                    .log("sealed record refused");
        }
        return loading;
    }

    /**
     * Replaces the record; when this returns, the new one survives a crash.
     *
     * @throws IOException if the disk refuses; the record is then the old one or the new one
     */
    public synchronized void save(String name, byte[] content) throws IOException {
        files.replace(file(name), key.seal(content, label(name)));
    }

    /**
     * Removes the record, if there is one.
     *
     * @throws IOException if the disk refuses
     */
    public synchronized void delete(String name) throws IOException {
        files.delete(file(name));
    }

    private Loading read(Path file, String name) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return new Loading.Unreadable("larger than any that is written");
            }
            return key.open(Files.readAllBytes(file), label(name))
                    .<Loading>map(Loading.Loaded::new)
                    .orElseGet(() -> new Loading.Unreadable("altered, or sealed with another key"));
        } catch (NoSuchFileException e) {
            return new Loading.Absent();
        } catch (IOException e) {
            return new Loading.Unreadable("the file cannot be read");
        }
    }

    private Path file(String name) {
        return directory.resolve(RecordName.checked(name) + SUFFIX);
    }

    private static String label(String name) {
        return "record:" + name;
    }
}
