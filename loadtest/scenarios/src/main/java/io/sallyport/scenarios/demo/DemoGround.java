package io.sallyport.scenarios.demo;

import io.sallyport.regions.fault.PortReservation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a demo's gateway stands on: its port, which the public URL names before it is bound, and its directory. */
final class DemoGround implements AutoCloseable {

    private final @Nullable PortReservation reserved;
    private final int port;
    private final String publicUrl;
    private final Path directory;

    /**
     * Finds a free port where none is given, and keeps it; makes a fresh directory.
     *
     * @throws IOException if there is none to be had
     */
    DemoGround(DemoOptions options) throws IOException {
        directory = Files.createTempDirectory("sallyport-demo");
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

    Path directory() {
        return directory;
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
