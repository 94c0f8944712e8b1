package io.sallyport.token;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Canonical base64url without padding (RFC 4648 §5, RFC 7515 §2): each byte sequence has exactly one text. */
final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    /** By character; negative beyond the alphabet, so that one look at the sign finds any stranger among several. */
    private static final byte[] VALUES = values();

    private Base64Url() {}

    /** The bytes of this part of the text; null unless it is canonical: the alphabet alone, no stray bits at the end. */
    static byte @Nullable [] decode(byte[] text, int from, int to) {
        int rest = (to - from) % 4;
        if (rest == 1) {
            return null;
        }
        int whole = to - rest;
        byte[] bytes = new byte[(to - from) / 4 * 3 + (rest == 0 ? 0 : rest - 1)];
        int at = 0;
        for (int i = from; i < whole; i += 4, at += 3) {
            int bits = value(text[i]) << 18 | value(text[i + 1]) << 12 | value(text[i + 2]) << 6 | value(text[i + 3]);
            if (bits < 0) {
                return null;
            }
            bytes[at] = (byte) (bits >> 16);
            bytes[at + 1] = (byte) (bits >> 8);
            bytes[at + 2] = (byte) bits;
        }
        return rest == 0 || decodeLast(text, whole, rest, bytes, at) ? bytes : null;
    }

    /** Decodes the last two or three characters, which hold one or two bytes; false unless they are canonical. */
    private static boolean decodeLast(byte[] text, int from, int count, byte[] bytes, int at) {
        int third = count == 3 ? value(text[from + 2]) : 0;
        int bits = value(text[from]) << 18 | value(text[from + 1]) << 12 | third << 6;
        int stray = count == 3 ? 0xff : 0xffff;
        if (bits < 0 || (bits & stray) != 0) {
            return false;
        }
        bytes[at] = (byte) (bits >> 16);
        if (count == 3) {
            bytes[at + 1] = (byte) (bits >> 8);
        }
        return true;
    }

    private static int value(byte c) {
        return VALUES[c & 0xff];
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
