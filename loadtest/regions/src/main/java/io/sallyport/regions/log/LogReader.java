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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the log in order, and later what was appended since. Remembers where it is. Not thread-safe. */
final class LogReader implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder()
            // Components of records alone are kept, not what is computed from them.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private final FileChannel file;
    private final LogKey key;
    private @Nullable Aead dataKey;
    private long position;
    private long records;

    LogReader(Path path, LogKey key) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        this.key = key;
    }

    /**
     * Hands over every whole record that follows the last one read.
     *
     * @throws LogDamagedException naming the first record that does not decrypt
     */
    void readAvailable(Consumer<LoggedEvent> sink) throws IOException {
        byte[] frame = nextFrame();
        while (frame != null) {
            if (dataKey == null) {
                dataKey = openHeader(frame);
            } else {
                records++;
                sink.accept(open(frame, dataKey));
            }
            frame = nextFrame();
        }
    }

    /** How many records were read. */
    long records() {
        return records;
    }

    /** How many bytes of the file were read, all of them whole frames. */
    long position() {
        return position;
    }

    @Nullable
    Aead dataKey() {
        return dataKey;
    }

    private byte @Nullable [] nextFrame() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(LogFormat.LENGTH_BYTES);
        if (!fill(length, position)) {
            return null;
        }
        int bytes = length.getInt(0);
        if (bytes < 0 || bytes > LogFormat.MAX_FRAME_BYTES) {
            throw new LogDamagedException(dataKey == null ? 0 : records + 1, "has an impossible length");
        }
        ByteBuffer content = ByteBuffer.allocate(bytes);
        if (!fill(content, position + LogFormat.LENGTH_BYTES)) {
            return null;
        }
        position += LogFormat.LENGTH_BYTES + bytes;
        return content.array();
    }

    private boolean fill(ByteBuffer buffer, long from) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private Aead openHeader(byte[] header) throws IOException {
        try {
            return LogFormat.dataKey(header, key);
        } catch (GeneralSecurityException wrongKey) {
            throw new LogDamagedException(0, "(the data key) does not decrypt with this key file", wrongKey);
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
