package io.sallyport.regions.log;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the log in order, and later what was appended since. Remembers where it is. Not thread-safe. */
final class LogReader implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder()
            // Components of records alone are kept, not what is computed from them.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private final Path path;
    private final FileChannel file;
    private final LogKey key;
    private byte[] head = {};
    private @Nullable Aead firstKey;
    private @Nullable Aead dataKey;
    private int sealedBy;
    private long position;
    private long records;

    private record Frame(boolean holdsKey, ByteBuffer content) {}

    LogReader(Path path, LogKey key) throws IOException {
        this.path = path;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        this.key = key;
    }

    /**
     * Hands over every whole record that follows the last one read.
     *
     * @throws LogDamagedException naming the first record that does not decrypt, or is missing
     */
    void readAvailable(Consumer<LoggedEvent> sink) throws IOException {
        // Before the log: whatever the head says now must be there.
        byte[] headBefore = LogHead.bytes(path);
        if (file.size() < position) {
            throw cut();
        }
        Frame frame = nextFrame();
        while (frame != null) {
            take(frame, sink);
            frame = nextFrame();
        }
        if (!Arrays.equals(head, headBefore)) {
            checkComplete(headBefore);
            head = headBefore;
        }
    }

    private void take(Frame frame, Consumer<LoggedEvent> sink) throws IOException {
        if (frame.holdsKey()) {
            dataKey = openKey(frame.content().array());
            sealedBy = LogFormat.sealedBy(frame.content().array());
            firstKey = firstKey == null ? dataKey : firstKey;
        } else if (dataKey == null) {
            throw new LogDamagedException(0, "(the data key) is missing");
        } else {
            records++;
            sink.accept(open(frame.content().array(), dataKey));
        }
    }

    private void checkComplete(byte[] headBefore) throws LogDamagedException {
        if (firstKey == null) {
            return;
        }
        OptionalLong said = LogHead.records(headBefore, firstKey);
        if (said.isEmpty()) {
            throw new LogDamagedException(records, "is the last that was found, but the log's head was changed");
        }
        if (said.getAsLong() > records) {
            throw cut();
        }
    }

    private LogDamagedException cut() {
        return new LogDamagedException(records + 1, "is incomplete or missing: the log was cut");
    }

    /** How many records were read. */
    long records() {
        return records;
    }

    /** How many bytes of the file were read, all of them whole frames. */
    long position() {
        return position;
    }

    /** The data key in use, if the log has one. */
    @Nullable
    Aead dataKey() {
        return dataKey;
    }

    /** The log's first data key, which its head is sealed by. */
    @Nullable
    Aead firstKey() {
        return firstKey;
    }

    /** Which of the key file's keys sealed the data key in use. */
    int sealedBy() {
        return sealedBy;
    }

    private @Nullable Frame nextFrame() throws IOException {
        ByteBuffer start = ByteBuffer.allocate(LogFormat.LENGTH_BYTES);
        if (!fill(start, position)) {
            return null;
        }
        boolean holdsKey = (start.getInt(0) & LogFormat.KEY_FRAME) != 0;
        int bytes = start.getInt(0) & ~LogFormat.KEY_FRAME;
        if (bytes > LogFormat.MAX_FRAME_BYTES) {
            throw new LogDamagedException(dataKey == null ? 0 : records + 1, "has an impossible length");
        }
        ByteBuffer content = ByteBuffer.allocate(bytes);
        if (!fill(content, position + LogFormat.LENGTH_BYTES)) {
            return null;
        }
        position += LogFormat.LENGTH_BYTES + bytes;
        return new Frame(holdsKey, content);
    }

    private boolean fill(ByteBuffer buffer, long from) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private Aead openKey(byte[] content) throws IOException {
        try {
            key.refresh();
            return LogFormat.dataKey(content, key, records);
        } catch (GeneralSecurityException wrongKey) {
            throw new LogDamagedException(
                    records, "is followed by a data key that this key file cannot open", wrongKey);
        }
    }

    private LoggedEvent open(byte[] frame, Aead with) throws IOException {
        try {
            return JSON.readValue(with.decrypt(frame, LogFormat.context(records)), LoggedEvent.class);
        } catch (GeneralSecurityException tampered) {
            throw new LogDamagedException(records, "does not decrypt: it was changed or is out of order", tampered);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
