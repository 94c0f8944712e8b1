package io.sallyport.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A file of secrets in plain: its owner alone may write it, others may not read it. Blocks. */
public final class PrivateFile {

    private static final Set<PosixFilePermission> FORBIDDEN = EnumSet.of(
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.GROUP_WRITE);

    private PrivateFile() {}

    /**
     * Why a file must not hold secrets; empty where it may.
     *
     * @throws IOException if it cannot be asked
     * @throws UnsupportedOperationException where the file system knows no permissions
     */
    public static Optional<String> refusal(Path file) throws IOException {
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (FORBIDDEN.contains(permission)) {
                return Optional.of(file + " is open to others (" + permission + "); allow its owner alone: chmod 600");
            }
        }
        return Optional.empty();
    }

    /**
     * Makes a file, mode 0600.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     * @throws IOException if the disk refuses
     */
    public static void create(Path file, byte[] content) throws IOException {
        DurableFiles.REAL.createWith(file, ByteBuffer.wrap(content));
    }

    /**
     * Replaces a file that is there: old or new, whenever the machine stops. Owner, group and mode stay, so that who reads it
     * still can, whoever writes.
     *
     * @throws IOException if the disk refuses, or the caller may not give a file to that owner and group
     */
    public static void replace(Path file, byte[] content) throws IOException {
        PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
        DurableFiles.REAL.replace(file, content, temporary -> giveTo(temporary, old));
    }

    /** The mode last: what the old group may read, another must not for a moment. */
    private static void giveTo(Path file, PosixFileAttributes old) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            if (!now.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, "its owner and group cannot be kept");
        }
        view.setPermissions(old.permissions());
    }
}
