package io.sallyport.oidc.affinity;

import io.sallyport.journal.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file of a ring that the nodes share. Blocks. */
public final class KeyRingFile {

    private static final long MAX_BYTES = 256 << 10;

    private KeyRingFile() {}

    /** What became of the file. */
    public sealed interface Reading permits Usable, Refused {}

    /** It holds a ring. */
    public record Usable(KeyRing ring) implements Reading {}

    /**
     * It must not be used.
     *
     * @param reason for a person; begins with a verb and holds nothing of the keys
     */
    public record Refused(String reason) implements Reading {}

    /** Reads it. */
    public static Reading read(Path file) {
        try {
            if (PrivateFile.refusal(file).isPresent()) {
                return new Refused("is open to others; allow its owner alone: chmod 600");
            }
            if (Files.size(file) > MAX_BYTES) {
                return new Refused("is no key ring: too large");
            }
            Optional<KeyRing> ring = KeyRing.parse(Files.readAllBytes(file));
            return ring.<Reading>map(Usable::new).orElseGet(() -> new Refused("is no key ring"));
        } catch (UnsupportedOperationException e) {
            return new Refused("is on a file system without permissions");
        } catch (IOException e) {
            return new Refused("cannot be read");
        }
    }

    /**
     * Makes it, mode 0600.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there already
     * @throws IOException if the disk refuses
     */
    public static void create(Path file, KeyRing ring) throws IOException {
        PrivateFile.create(file, ring.text());
    }

    /**
     * Replaces it; owner, group and mode stay.
     *
     * @throws IOException if the disk refuses, or owner and group cannot be kept
     */
    public static void replace(Path file, KeyRing ring) throws IOException {
        PrivateFile.replace(file, ring.text());
    }
}
