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
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the regions stand on: reserved ports, the data directory and the key in it. Blocks: use it on a worker. */
final class Ground implements AutoCloseable {

    static final String LOG_FILE = "events.log";
    static final String KEY_FILE = "key.json";

    private final Deque<PortReservation> reserved = new ArrayDeque<>();
    private final Path directory;
    private final boolean temporary;
    private final LogKey key;
    private final @Nullable Ports primary;
    private final @Nullable Ports replica;
    private final @Nullable Integer external;

    /**
     * Reserves the ports that {@code role} needs and prepares the directory.
     *
     * @throws IOException if a port is in use, the directory cannot be used, or the key is missing; the message says
     *     which
     */
    Ground(TwinOptions options, Role role) throws IOException, GeneralSecurityException {
        try {
            primary = role.writes() ? reserve(options.primary()) : null;
            replica = role.follows() ? reserve(options.replica()) : null;
            external = external(options, role);
            Path given = options.dataDirectory();
            temporary = given == null;
            directory = given == null ? Files.createTempDirectory("sallyport-regions") : Files.createDirectories(given);
            key = key(directory, role);
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            releasePorts();
            throw unusable;
        }
    }

    /** A key is made with the first log only: a log whose key is gone must not get another one. */
    static LogKey key(Path directory, Role role) throws IOException, GeneralSecurityException {
        Path file = directory.resolve(KEY_FILE);
        boolean isNew = role.writes() && Files.notExists(directory.resolve(LOG_FILE));
        return isNew ? LogKey.createOrLoad(file) : LogKey.load(file);
    }

    private @Nullable Integer external(TwinOptions options, Role role) throws IOException {
        Integer asked = options.extras().externalPort();
        return asked == null || role != Role.BOTH
                ? asked
                : Integer.valueOf(reserve(asked.intValue()).port());
    }

    Ports primary() {
        return Objects.requireNonNull(primary, "this process runs the primary");
    }

    Ports replica() {
        return Objects.requireNonNull(replica, "this process runs the replica");
    }

    /** The port of the other provider, if there is one. */
    @Nullable
    Integer external() {
        return external;
    }

    LogKey key() {
        return key;
    }

    Path log() {
        return directory.resolve(LOG_FILE);
    }

    /** The log of what {@code region} does on its own, as a replica. */
    Path ownLog(String region) {
        return directory.resolve("events-" + region + ".log");
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
