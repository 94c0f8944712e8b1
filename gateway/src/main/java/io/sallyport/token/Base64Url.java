package io.sallyport.token;

import java.util.Arrays;

/** Canonical base64url without padding (RFC 4648 §5, RFC 7515 §2): each byte sequence has exactly one text. */
final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final byte[] VALUES = values();

    private Base64Url() {}

    /** Whether this part of the text is canonical: only the alphabet, a possible length, no stray bits at the end. */
    static boolean isCanonical(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value(text.charAt(i)) < 0) {
                return false;
            }
        }
        return switch ((to - from) % 4) {
            case 0 -> true;
            case 2 -> (value(text.charAt(to - 1)) & 0b1111) == 0;
            case 3 -> (value(text.charAt(to - 1)) & 0b11) == 0;
            default -> false;
        };
    }

    private static int value(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
