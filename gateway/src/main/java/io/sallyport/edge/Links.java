package io.sallyport.edge;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links of a region's pages that name the region, since the provider makes them from {@code Host}: they come to name the
 * public URL. As written in pages: plain, with the slashes of JSON in a script, escaped for HTML, and as the value of a
 * parameter. Works on bytes, of a page as a whole or in pieces.
 */
final class Links {

    /** One spelling of the region's URL, and the public one in the same spelling. */
    private static final class Spelling {

        final byte[] region;
        final byte[] publicly;

        Spelling(String region, String publicly) {
            this.region = region.getBytes(StandardCharsets.US_ASCII);
            this.publicly = publicly.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** How colon and slash are written. */
    private record Escape(String colon, String slash) {

        String of(String url) {
            return url.replace(":", colon).replace("/", slash);
        }
    }

    private static final List<Escape> ESCAPES = List.of(
            new Escape(":", "/"),
            new Escape(":", "\\/"),
            new Escape(":", "&#x2F;"),
            new Escape(":", "&#47;"),
            new Escape("%3A", "%2F"),
            new Escape("%3a", "%2f"));

    private final List<Spelling> spellings;
    private final int longest;
    private final byte first;

    /**
     * Makes the rule.
     *
     * @param region the URL of a region's pages, without trailing slash
     * @param publicUrl that of the gateway, likewise
     */
    Links(String region, String publicUrl) {
        spellings = ESCAPES.stream()
                .map(escape -> new Spelling(escape.of(region), escape.of(publicUrl)))
                .toList();
        longest = spellings.stream().mapToInt(each -> each.region.length).max().orElseThrow();
        first = spellings.get(0).region[0];
    }

    /** A whole page; the same buffer where nothing in it names the region. */
    Buffer toPublic(Buffer page) {
        Pieces pieces = new Pieces();
        Buffer out = pieces.next(page, true);
        return pieces.isChanged ? out : page;
    }

    /** One page that comes in pieces. */
    Pieces pieces() {
        return new Pieces();
    }

    /** What has come of a page. */
    final class Pieces {

        private Buffer waiting = Buffer.buffer();
        private boolean isChanged;

        /**
         * What can be passed on.
         *
         * @param piece the next one
         * @param isLast whether none follows; else as many bytes wait as the URL and the one after it take
         */
        Buffer next(Buffer piece, boolean isLast) {
            byte[] in = waiting.length() == 0
                    ? piece.getBytes()
                    : waiting.appendBuffer(piece).getBytes();
            int end = isLast ? in.length : Math.max(0, in.length - longest);
            Buffer out = Buffer.buffer(in.length);
            int copied = 0;
            int at = 0;
            while (at < end) {
                Spelling found = in[at] == first ? at(in, at) : null;
                if (found == null) {
                    at++;
                    continue;
                }
                isChanged = true;
                out.appendBytes(in, copied, at - copied).appendBytes(found.publicly);
                at += found.region.length;
                copied = at;
            }
            out.appendBytes(in, copied, at - copied);
            waiting = at < in.length ? Buffer.buffer().appendBytes(in, at, in.length - at) : Buffer.buffer();
            return out;
        }
    }

    private @Nullable Spelling at(byte[] in, int at) {
        for (Spelling spelling : spellings) {
            byte[] url = spelling.region;
            int end = at + url.length;
            if (end <= in.length
                    && Arrays.equals(in, at, end, url, 0, url.length)
                    && (end == in.length || isEnd(in[end]))) {
                return spelling;
            }
        }
        return null;
    }

    /** Whether a URL's host, port or last segment ends before this byte. */
    private static boolean isEnd(byte next) {
        return next >= 0 && !Character.isLetterOrDigit(next) && ".-_:@".indexOf(next) < 0;
    }
}
