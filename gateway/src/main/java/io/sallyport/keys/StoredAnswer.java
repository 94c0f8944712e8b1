package io.sallyport.keys;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A source's answer with the time at which it was good, as bytes: 8 of epoch seconds, then the body. */
final class StoredAnswer {

    private final long epochSecond;
    private final byte[] body;

    StoredAnswer(long epochSecond, byte[] body) {
        this.epochSecond = epochSecond;
        this.body = body.clone();
    }

    static @Nullable StoredAnswer decode(byte[] content) {
        if (content.length <= Long.BYTES) {
            return null;
        }
        byte[] body = Arrays.copyOfRange(content, Long.BYTES, content.length);
        return new StoredAnswer(ByteBuffer.wrap(content).getLong(), body);
    }

    byte[] encode() {
        return ByteBuffer.allocate(Long.BYTES + body.length)
                .putLong(epochSecond)
                .put(body)
                .array();
    }

    long epochSecond() {
        return epochSecond;
    }

    byte[] body() {
        return body.clone();
    }
}
