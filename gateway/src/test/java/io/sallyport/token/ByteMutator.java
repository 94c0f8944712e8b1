package io.sallyport.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Spoils bytes in one to four places, as fuzzers do, with a taste for JSON. */
final class ByteMutator {

    private static final String[] WORDS = {
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "-1",
        "1e9",
        "1e999",
        "0x1",
        "NaN",
        "\\u0000",
        "\\ud800",
        "\\u0061",
        "\"alg\":\"none\"",
        "\"iss\":\"x\"",
        "\"exp\":9999999999",
        "\"crit\":[]",
        "\u00e4",
        "\ufeff",
        "\u0000",
        "//",
        "\"kid\":\"ed\"",
        "99999999999999999999",
        ".",
        "=",
        "[[[[[[[[[[",
        "\"x\":{\"x\":1,\"x\":2}"
    };

    private final Random random;

    ByteMutator(long seed) {
        random = new Random(seed);
    }

    byte[] mutant(byte[] bytes) {
        byte[] mutant = bytes;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            mutant = once(mutant);
        }
        return mutant;
    }

    private byte[] once(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(16));
        return switch (random.nextInt(5)) {
            case 0 -> joined(Arrays.copyOf(bytes, from), random(), Arrays.copyOfRange(bytes, to, bytes.length));
            case 1 -> joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
            case 2 -> joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
            case 3 -> flipped(bytes, from);
            default -> joined(Arrays.copyOf(bytes, from), word(), Arrays.copyOfRange(bytes, from, bytes.length));
        };
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        if (at < copy.length) {
            copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] random() {
        byte[] some = new byte[random.nextInt(8)];
        random.nextBytes(some);
        return some;
    }

    private byte[] word() {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
    }
}
