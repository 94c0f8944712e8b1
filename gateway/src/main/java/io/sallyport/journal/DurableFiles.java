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

/** Writes that survive a crash: all of it or nothing. Files are made with mode 0600, directories with 0700. */
final class DurableFiles {

    private DurableFiles() {}

    static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** The file holds either its old content or the new one, whenever the machine stops. */
    static void replace(Path file, byte[] content) throws IOException {
        replace(file, content, temporary -> {});
    }

    /** What is done to a file before it takes the other's place; where it fails the old one stays. */
    @FunctionalInterface
    interface Preparation {
        void apply(Path temporary) throws IOException;
    }

    static void replace(Path file, byte[] content, Preparation preparation) throws IOException {
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

    private static void preparedWith(Path temporary, byte[] content, Preparation preparation) throws IOException {
        try (FileChannel channel = create(temporary)) {
            writeFully(channel, ByteBuffer.wrap(content));
            preparation.apply(temporary);
            channel.force(true);
        }
    }

    /** A new file with a content; there must be none. */
    static void createWith(Path file, byte[] content) throws IOException {
        try (FileChannel channel = create(file)) {
            writeFully(channel, ByteBuffer.wrap(content));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        syncDirectoryOf(file);
    }

    /** A new file, open for writing; there must be none. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectoryOf(file);
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A new or renamed entry is durable only once its directory is. */
    static void syncDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
