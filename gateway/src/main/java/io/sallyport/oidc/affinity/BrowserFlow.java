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
import org.jspecify.annotations.Nullable;

/**
 * A login that is under way in a browser, as its flow cookie says. Gives no right to anything.
 *
 * @param id names its cookie
 * @param region where it is
 * @param begun when
 * @param marks by what its requests are known
 * @param restarts how often it began anew at another region
 * @param request with which it began: path below the public URL and query, as a region has accepted it; null where none has,
 *     or where it is too long to be carried
 */
public record BrowserFlow(
        String id,
        RegionName region,
        Instant begun,
        Marks marks,
        int restarts,
        @Nullable String request) {

    private static final byte VERSION = 2;

    BrowserFlow at(RegionName other) {
        return new BrowserFlow(id, other, begun, marks, restarts, request);
    }

    BrowserFlow with(Marks more) {
        return new BrowserFlow(id, region, begun, marks.and(more), restarts, request);
    }

    BrowserFlow begunWith(@Nullable String accepted) {
        return new BrowserFlow(id, region, begun, marks, restarts, accepted);
    }

    BrowserFlow anewAt(RegionName other) {
        return new BrowserFlow(id, other, begun, marks, Math.min(restarts + 1, Byte.MAX_VALUE), request);
    }

    byte[] bytes() {
        byte[] name = ascii(region.value());
        byte[] began = ascii(request == null ? "" : request);
        int digests = marks.digests().size();
        ByteBuffer out = ByteBuffer.allocate(1 + 8 + 1 + 1 + name.length + 1 + 4 * digests + began.length);
        out.put(VERSION).putLong(begun.getEpochSecond()).put((byte) restarts);
        out.put((byte) name.length).put(name).put((byte) digests);
        marks.digests().forEach(out::putInt);
        return out.put(began).array();
    }

    static Optional<BrowserFlow> parse(String id, byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.get() != VERSION) {
                return Optional.empty();
            }
            Instant begun = Instant.ofEpochSecond(in.getLong());
            int restarts = in.get();
            RegionName region = new RegionName(text(in, in.get()));
            Set<Integer> marks = new LinkedHashSet<>();
            for (int left = in.get(); left > 0; left--) {
                marks.add(in.getInt());
            }
            String request = text(in, in.remaining());
            return Optional.of(
                    new BrowserFlow(id, region, begun, new Marks(marks), restarts, request.isEmpty() ? null : request));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | NegativeArraySizeException
                | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(ByteBuffer in, int length) {
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
