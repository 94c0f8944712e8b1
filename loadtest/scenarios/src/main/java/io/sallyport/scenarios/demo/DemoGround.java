package io.sallyport.scenarios.demo;

import io.sallyport.regions.fault.PortReservation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a demo's gateway stands on: its port, which the public URL names before it is bound, and its directory. */
final class DemoGround implements AutoCloseable {

    private static final int TOKEN_BYTES = 32;

    private final @Nullable PortReservation reserved;
    private final int port;
    private final String publicUrl;
    private final Path directory;
    private final Path tokenFile;

    /**
     * Finds a free port where none is given, and keeps it; makes a fresh directory, and an admin token in it.
     *
     * @throws IOException if there is none to be had
     */
    DemoGround(DemoOptions options) throws IOException {
        directory = Files.createTempDirectory("sallyport-demo");
        tokenFile = Files.writeString(directory.resolve("admin.token"), token());
        reserved = options.port == 0 ? PortReservation.of(0) : null;
        port = reserved == null ? options.port : reserved.port();
        publicUrl = options.publicUrl == null ? "http://127.0.0.1:" + port : options.publicUrl;
    }

    int port() {
        return port;
    }

    String publicUrl() {
        return publicUrl;
    }

    Path stateDirectory() {
        return directory.resolve("state");
    }

    /** In a directory that only its owner may enter. */
    Path tokenFile() {
        return tokenFile;
    }

    private static String token() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Lets the port go and deletes the directory. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            if (reserved != null) {
                reserved.close();
            }
            files.sorted(Comparator.reverseOrder()).forEach(DemoGround::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
