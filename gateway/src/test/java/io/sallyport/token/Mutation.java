package io.sallyport.token;

import java.util.Base64;
import java.util.Random;

/**
 * One way to make a token, good or broken.
 *
 * @param name says what was done
 * @param maker makes one
 */
record Mutation(String name, Maker maker) {

    /** Makes a token, by chance but repeatably. */
    interface Maker {
        /**
         * Makes one.
         *
         * @param mint whose key the verifiers know
         * @param good a good token of that key
         */
        String make(Random random, TokenMint mint, String good);
    }

    /** The parts of a compact token. */
    static String[] parts(String token) {
        return token.split("\\.", -1);
    }

    /** The token with one part replaced. */
    static String withPart(String token, int index, String part) {
        String[] parts = parts(token);
        parts[index] = part;
        return String.join(".", parts);
    }

    /** The bytes of one part. */
    static byte[] bytes(String token, int index) {
        return Base64.getUrlDecoder().decode(parts(token)[index]);
    }

    /** One of these. */
    @SafeVarargs
    static <T> T oneOf(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
