package io.sallyport.regions;

import io.sallyport.regions.RegionServer.Ports;
import io.sallyport.regions.TwinOptions.RegionOptions;
import io.sallyport.regions.fault.PortReservation;
import io.sallyport.regions.log.LogKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** What the regions stand on: reserved ports, the data directory and the key in it. Blocks: use it on a worker. */
final class Ground implements AutoCloseable {

    private static final String LOG_FILE = "events.log";
    private static final String KEY_FILE = "key.json";

    private final Deque<PortReservation> reserved = new ArrayDeque<>();
    private final Path directory;
    private final boolean temporary;
    private final LogKey key;
    private final Ports primary;
    private final Ports replica;

    /**
     * Reserves the ports and prepares the directory.
     *
     * @throws IOException if a port is in use or the directory cannot be used; the message says which
     */
    Ground(TwinOptions options) throws IOException, GeneralSecurityException {
        try {
            primary = reserve(options.primary());
            replica = reserve(options.replica());
            Path given = options.dataDirectory();
            temporary = given == null;
            directory = given == null ? Files.createTempDirectory("sallyport-regions") : Files.createDirectories(given);
            key = LogKey.createOrLoad(directory.resolve(KEY_FILE));
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            releasePorts();
            throw unusable;
        }
    }

    Ports primary() {
        return primary;
    }

    Ports replica() {
        return replica;
    }

    LogKey key() {
        return key;
    }

    Path log() {
        return directory.resolve(LOG_FILE);
    }

    /** The file of the signing keys of {@code region}. */
    Path signingKeys(String region) {
        return directory.resolve("signing-keys-" + region + ".sealed");
    }

    private Ports reserve(RegionOptions region) throws IOException {
        return new Ports(reserve(region.port()), reserve(region.faultPort()));
    }

    private PortReservation reserve(int port) throws IOException {
        PortReservation reservation = PortReservation.of(port);
        reserved.push(reservation);
        return reservation;
    }

    private void releasePorts() throws IOException {
        for (PortReservation port : reserved) {
            port.close();
        }
    }

    @Override
    public void close() throws IOException {
        releasePorts();
        if (temporary) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(Ground::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
