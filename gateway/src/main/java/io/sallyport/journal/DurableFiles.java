package io.sallyport.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes that survive a crash: all of it or nothing. Files are made with mode 0600, directories with 0700.
 *
 * @param disk on which they are
 */
record DurableFiles(Disk disk) {

    /** Those of the machine's disk. */
    static final DurableFiles REAL = new DurableFiles(Disk.REAL);

    static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** The file holds either its old content or the new one, whenever the machine stops. */
    void replace(Path file, byte[] content) throws IOException {
        replace(file, content, temporary -> {});
    }

    /** What is done to a file before it takes the other's place; where it fails the old one stays. */
    @FunctionalInterface
    interface Preparation {
        void apply(Path temporary) throws IOException;
    }

    void replace(Path file, byte[] content, Preparation preparation) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        try {
            preparedWith(temporary, content, preparation);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectoryOf(file);
    }

    private void preparedWith(Path temporary, byte[] content, Preparation preparation) throws IOException {
        try (FileChannel channel = create(temporary)) {
            disk.write(channel, ByteBuffer.wrap(content));
            preparation.apply(temporary);
            disk.sync(channel);
        }
    }

    /** A new file with a content; there must be none. */
    void createWith(Path file, ByteBuffer content) throws IOException {
        try (FileChannel channel = create(file)) {
            disk.write(channel, content);
            disk.sync(channel);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        syncDirectoryOf(file);
    }

    /** A new file, open for writing; there must be none. */
    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectoryOf(file);
        }
    }

    /** A new or renamed entry is durable only once its directory is. */
    private void syncDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                disk.sync(channel);
            }
        }
    }
}
