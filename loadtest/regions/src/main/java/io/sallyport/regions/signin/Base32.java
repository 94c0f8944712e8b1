package io.sallyport.regions.signin;

import java.io.ByteArrayOutputStream;

/** Decodes base32 (RFC 4648 section 6), the form in which authenticator apps take a secret. The JDK has none. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_A_LETTER = 5;

    private Base32() {}

    static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int bits = 0;
        int held = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("not base32");
            }
            bits = bits << BITS_A_LETTER | value;
            held += BITS_A_LETTER;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes.write(bits >> held);
                bits &= (1 << held) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
