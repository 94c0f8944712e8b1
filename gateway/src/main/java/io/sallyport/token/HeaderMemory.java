package io.sallyport.token;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Headers read before, by their exact bytes: an issuer's tokens share one until its key changes. What a header says depends
 * on its bytes alone, so whoever pushes one out costs another a reading and nothing else. Thread-safe, bounded.
 */
final class HeaderMemory {

    private static final int SLOTS = 64;
    /** Longer ones are not kept; at most 32 KiB in all. */
    private static final int MAX_BYTES = 512;

    private record Slot(ByteBuffer json, JoseHeader header) {}

    private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

    /** The header of these bytes, or null where it is malformed. */
    @Nullable
    JoseHeader read(byte[] json) {
        int index = Arrays.hashCode(json) & (SLOTS - 1);
        ByteBuffer bytes = ByteBuffer.wrap(json);
        Slot known = slots.get(index);
        if (known != null && known.json().equals(bytes)) {
            return known.header();
        }
        JoseHeader header = JoseHeader.read(json);
        if (header != null && json.length <= MAX_BYTES) {
            slots.set(index, new Slot(bytes, header));
        }
        return header;
    }
}
