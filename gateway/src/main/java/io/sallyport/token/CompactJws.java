package io.sallyport.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The three parts of a compact JWS (RFC 7515 §7.1). */
final class CompactJws {

    /** The longest token that is looked at, in characters. */
    static final int MAX_CHARS = 16 * 1024;

    private static final int MAX_HEADER_CHARS = 8 * 1024;

    private final byte[] text;
    private final int headerEnd;
    private final int payloadEnd;

    private CompactJws(String token) {
        this.text = token.getBytes(StandardCharsets.ISO_8859_1);
        this.headerEnd = token.indexOf('.');
        this.payloadEnd = token.indexOf('.', headerEnd + 1);
    }

    /** What is wrong with the token's outer form; null if nothing is. */
    static @Nullable Refusal fault(String token) {
        if (token.length() > MAX_CHARS) {
            return Refusal.TOO_LARGE;
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first <= 0 || second <= first + 1) {
            return Refusal.MALFORMED;
        }
        if (token.indexOf('.', second + 1) >= 0) {
            return token.chars().filter(c -> c == '.').count() == 4 ? Refusal.ENCRYPTED : Refusal.MALFORMED;
        }
        if (first > MAX_HEADER_CHARS) {
            return Refusal.TOO_LARGE;
        }
        boolean canonical = Base64Url.isCanonical(token, 0, first)
                && Base64Url.isCanonical(token, first + 1, second)
                && Base64Url.isCanonical(token, second + 1, token.length());
        return canonical ? null : Refusal.MALFORMED;
    }

    /** The parts of a token in which {@link #fault} finds nothing. */
    static CompactJws of(String token) {
        return new CompactJws(token);
    }

    byte[] header() {
        return decode(0, headerEnd);
    }

    byte[] payload() {
        return decode(headerEnd + 1, payloadEnd);
    }

    byte[] signature() {
        return decode(payloadEnd + 1, text.length);
    }

    boolean isSignedBy(VerificationKey key, Algorithm algorithm, SignatureChecker checker) {
        return checker.verifies(algorithm, key.key(), text, payloadEnd, signature());
    }

    private byte[] decode(int from, int to) {
        return Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, from, to));
    }
}
