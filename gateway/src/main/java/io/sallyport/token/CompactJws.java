package io.sallyport.token;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The three parts of a compact JWS (RFC 7515 §7.1). */
final class CompactJws {

    /** The longest token that is looked at, in characters. */
    static final int MAX_CHARS = 16 * 1024;

    private static final int MAX_HEADER_CHARS = 8 * 1024;

    private final byte[] text;
    private final int payloadEnd;
    private final byte[] header;
    private final byte[] payload;
    private final byte[] signature;

    private CompactJws(byte[] text, int payloadEnd, byte[] header, byte[] payload, byte[] signature) {
        this.text = text;
        this.payloadEnd = payloadEnd;
        this.header = header;
        this.payload = payload;
        this.signature = signature;
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
        return first > MAX_HEADER_CHARS ? Refusal.TOO_LARGE : null;
    }

    /** The parts of a token in whose outer form {@link #fault} finds nothing; null where one is no canonical base64url. */
    static @Nullable CompactJws of(String token) {
        // What ISO 8859-1 lacks becomes a question mark, which base64url lacks.
        byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
        int headerEnd = token.indexOf('.');
        int payloadEnd = token.indexOf('.', headerEnd + 1);
        byte[] header = Base64Url.decode(text, 0, headerEnd);
        byte[] payload = Base64Url.decode(text, headerEnd + 1, payloadEnd);
        byte[] signature = Base64Url.decode(text, payloadEnd + 1, text.length);
        return header == null || payload == null || signature == null
                ? null
                : new CompactJws(text, payloadEnd, header, payload, signature);
    }

    byte[] header() {
        return header;
    }

    byte[] payload() {
        return payload;
    }

    byte[] signature() {
        return signature;
    }

    boolean isSignedBy(VerificationKey key, Algorithm algorithm, SignatureChecker checker) {
        return checker.verifies(algorithm, key.key(), text, payloadEnd, signature);
    }
}
