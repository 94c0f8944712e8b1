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

    LogOpener(Path directory, SealingKey key, SealedStore heads) {
        this.directory = directory;
        this.key = key;
        this.heads = heads;
    }

    SealedLog.Opening open(String name) throws IOException {
        Loading loading = heads.load(SealedLog.headName(name));
        if (loading instanceof Loading.Absent && files(name).isEmpty()) {
            SealedLog.create(directory, name, key, heads, LogHead.fresh(), List.of());
            loading = heads.load(SealedLog.headName(name));
        }
        Optional<LogHead> head =
                loading instanceof Loading.Loaded loaded ? LogHead.decoded(loaded.content()) : Optional.empty();
        return head.isPresent()
                ? open(name, head.get())
                : damaged(name, 1, "its head is missing or altered", List.of());
    }

    /** Begins the log anew with these records; files of earlier incarnations are kept with the ending {@code .old}. */
    void replace(String name, List<byte[]> records) throws IOException {
        List<Path> earlier = files(name);
        SealedLog.create(directory, name, key, heads, LogHead.fresh(), records);
        for (Path file : earlier) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"));
        }
    }

    /** The same for a log that is whole and only too long: what it held before is deleted. */
    void compact(String name, List<byte[]> records) throws IOException {
        List<Path> earlier = files(name);
        SealedLog.create(directory, name, key, heads, LogHead.fresh(), records);
        for (Path file : earlier) {
            DurableFiles.delete(file);
        }
    }

    private SealedLog.Opening open(String name, LogHead head) throws IOException {
        Path file = SealedLog.file(directory, name, head);
        LogRecords.Reading reading;
        try {
            reading = LogRecords.read(key, name, head, file);
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
        SealedLog log = SealedLog.resume(name, key, heads, head.withCount(read), file, reading.length());
        if (read > head.count()) {
            heads.save(SealedLog.headName(name), head.withCount(read).encoded());
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
