package io.sallyport.oidc.affinity;

import io.sallyport.failover.RegionName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A login that is under way in a browser, as its flow cookie says. Gives no right to anything.
 *
 * @param id names its cookie
 * @param region where it began
 * @param begun when
 * @param marks by what its requests are known
 */
public record BrowserFlow(String id, RegionName region, Instant begun, Marks marks) {

    private static final byte VERSION = 1;

    BrowserFlow at(RegionName other) {
        return new BrowserFlow(id, other, begun, marks);
    }

    BrowserFlow with(Marks more) {
        return new BrowserFlow(id, region, begun, marks.and(more));
    }

    byte[] bytes() {
        byte[] name = region.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(
                1 + 8 + 1 + name.length + 4 * marks.digests().size());
        out.put(VERSION).putLong(begun.getEpochSecond()).put((byte) name.length).put(name);
        marks.digests().forEach(out::putInt);
        return out.array();
    }

    static Optional<BrowserFlow> parse(String id, byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.get() != VERSION) {
                return Optional.empty();
            }
            Instant begun = Instant.ofEpochSecond(in.getLong());
            byte[] name = new byte[in.get()];
            in.get(name);
            Set<Integer> marks = new LinkedHashSet<>();
            while (in.hasRemaining()) {
                marks.add(in.getInt());
            }
            RegionName region = new RegionName(new String(name, StandardCharsets.US_ASCII));
            return Optional.of(new BrowserFlow(id, region, begun, new Marks(marks)));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | NegativeArraySizeException
                | DateTimeException e) {
            return Optional.empty();
        }
    }
}
