package io.sallyport.app.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JSON text (RFC 8259) in UTF-8 as it grows; for one thread. */
final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final char LINE_SEPARATOR = 0x2028;
    private static final char PARAGRAPH_SEPARATOR = 0x2029;

    private byte[] bytes = new byte[384];
    private int length;

    /** Appends characters of ASCII as they are. */
    JsonText raw(String ascii) {
        int end = length + ascii.length();
        room(ascii.length());
        for (int i = 0; length < end; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonText raw(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Appends a number from 0 to 999 in three digits. */
    JsonText threeDigits(int number) {
        room(3);
        bytes[length++] = (byte) ('0' + number / 100);
        bytes[length++] = (byte) ('0' + number / 10 % 10);
        bytes[length++] = (byte) ('0' + number % 10);
        return this;
    }

    /** Appends a whole number. */
    JsonText number(long number) {
        return raw(Long.toString(number));
    }

    /**
     * Appends a string in quotes; what is no character (half a surrogate pair) becomes U+FFFD. Every control character, and
     * what some readers take for the end of a line, is escaped: a log is also read on terminals.
     */
    JsonText string(String text) {
        // No character of UTF-16 takes more than six bytes, as an escape or in UTF-8.
        room(text.length() * 6 + 2);
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (c < 0xa0 || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
                escape(c);
            } else {
                i += beyondAscii(text, i) - 1;
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[length++] = (byte) c;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    bytes[length++] = HEX[c >> shift & 15];
                }
            }
        }
    }

    /** Returns how many characters it took. */
    private int beyondAscii(String text, int index) {
        int point = text.codePointAt(index);
        boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        byte[] utf8 = Character.toString(isHalf ? 0xfffd : point).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return Character.charCount(point);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
