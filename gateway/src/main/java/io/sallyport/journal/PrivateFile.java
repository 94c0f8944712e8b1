package io.sallyport.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * Replaces a file, mode 0600: old or new, whenever the machine stops.
     *
     * @throws IOException if the disk refuses
     */
    public static void replace(Path file, byte[] content) throws IOException {
        DurableFiles.replace(file, content);
    }
}
