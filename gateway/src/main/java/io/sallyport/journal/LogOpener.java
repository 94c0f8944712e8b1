package io.sallyport.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens logs: tells a crash in the middle of an append (dropped, it was never promised) from a cut or a change (refused). */
final class LogOpener {

    private static final Logger LOG = LoggerFactory.getLogger(LogOpener.class);

    private final Path directory;
    private final SealingKey key;
    private final SealedStore heads;
    private final DurableFiles files;

    LogOpener(Path directory, SealingKey key, SealedStore heads, DurableFiles files) {
        this.directory = directory;
        this.key = key;
        this.heads = heads;
        this.files = files;
    }

    private LogPlace place(String name) {
        return new LogPlace(directory, name, key, heads, files);
    }

    SealedLog.Opening open(String name) throws IOException {
        LogPlace place = place(name);
        Loading loading = place.loadHead();
        if (loading instanceof Loading.Absent && isUnbegun(name)) {
            return new SealedLog.Opened(renew(name, List.of()), List.of());
        }
        Optional<LogHead> head = head(loading);
        return head.isPresent()
                ? open(place, head.get())
                : damaged(name, 1, "its head is missing or altered", List.of());
    }

    /** A crash at the very beginning leaves an empty file and no head. */
    private boolean isUnbegun(String name) throws IOException {
        for (Path file : files(name)) {
            if (Files.size(file) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<LogHead> head(Loading loading) {
        return loading instanceof Loading.Loaded loaded ? LogHead.decoded(loaded.content()) : Optional.empty();
    }

    /** Begins the log anew with these records; files of earlier incarnations are kept with the ending {@code .old}. */
    void replace(String name, List<byte[]> records) throws IOException {
        List<Path> earlier = files(name);
        SealedLog.create(place(name), records).close();
        for (Path file : earlier) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"));
        }
    }

    /** The same for a log that is whole and only too long: what it held before is deleted. */
    void compact(String name, List<byte[]> records) throws IOException {
        renew(name, records).close();
    }

    /** The same, and opens it. */
    SealedLog renew(String name, List<byte[]> records) throws IOException {
        LogPlace place = place(name);
        // What earlier attempts left takes the room that this one needs.
        Optional<Path> current = head(place.loadHead()).map(place::file);
        if (current.isPresent()) {
            deleteAllBut(current.get(), name);
        }
        List<Path> earlier = files(name);
        SealedLog renewed = SealedLog.create(place, records);
        for (Path file : earlier) {
            files.delete(file);
        }
        return renewed;
    }

    private void deleteAllBut(Path kept, String name) throws IOException {
        for (Path file : files(name)) {
            if (!file.equals(kept)) {
                files.delete(file);
            }
        }
    }

    private SealedLog.Opening open(LogPlace place, LogHead head) throws IOException {
        String name = place.name();
        LogRecords.Reading reading;
        try {
            reading = LogRecords.read(key, name, head, place.file(head));
        } catch (NoSuchFileException e) {
            return damaged(name, 1, "its file is missing", List.of());
        }
        int read = reading.records().size();
        if (read < head.count()) {
            return damaged(name, read + 1L, reading.rest().isEmpty() ? "cut" : reading.rest(), reading.records());
        }
        if (!reading.rest().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("log", name)
                    .addKeyValue("record", read + 1L)
                    .log("unfinished append dropped");
        }
        SealedLog log = SealedLog.resume(place, head.withCount(read), reading.length());
        if (read > head.count()) {
            place.saveHead(head.withCount(read));
        }
        return new SealedLog.Opened(log, reading.records());
    }

    private static SealedLog.Opening damaged(String name, long record, String reason, List<byte[]> before) {
        LOG.atError()
                .addKeyValue("log", name)
                .addKeyValue("record", record)
                .addKeyValue("reason", reason)
                .log("sealed log refused");
        return new SealedLog.Damaged(record, reason, before);
    }

    private List<Path> files(String name) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream =
                Files.newDirectoryStream(directory, name + "-" + "[0-9a-f]".repeat(32) + ".log")) {
            stream.forEach(files::add);
        }
        return files;
    }
}
