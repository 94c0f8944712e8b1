package io.sallyport.token;

import static io.sallyport.token.Mutation.bytes;
import static io.sallyport.token.Mutation.oneOf;
import static io.sallyport.token.Mutation.parts;
import static io.sallyport.token.Mutation.withPart;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What can be done to a token without its key. */
final class TextMutations {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private TextMutations() {}

    static List<Mutation> all() {
        return List.of(
                new Mutation("bit of the signature", (random, mint, good) -> flipped(random, good, 2)),
                new Mutation("bit of the payload", (random, mint, good) -> flipped(random, good, 1)),
                new Mutation("bit of the header", (random, mint, good) -> flipped(random, good, 0)),
                new Mutation("letter", (random, mint, good) -> letter(random, good)),
                new Mutation("cut", (random, mint, good) -> good.substring(0, random.nextInt(good.length()))),
                new Mutation("padding", TextMutations::padded),
                new Mutation("white space", TextMutations::spaced),
                new Mutation("stray bits", TextMutations::strayBits),
                new Mutation("standard alphabet", (random, mint, good) -> good.replace('-', '+')
                        .replace('_', '/')),
                new Mutation("algorithm named otherwise", TextMutations::renamedAlgorithm),
                new Mutation("claim edited", TextMutations::editedClaim),
                new Mutation("none", TextMutations::unsigned),
                new Mutation("HMAC with the public key", TextMutations::hmac),
                new Mutation("signature resized", TextMutations::resized),
                new Mutation("signature of small numbers", TextMutations::smallNumbers));
    }

    private static String flipped(Random random, String good, int part) {
        byte[] bytes = bytes(good, part);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return withPart(good, part, TokenMint.encode(bytes));
    }

    private static String letter(Random random, String good) {
        int at = random.nextInt(good.length());
        int other = ALPHABET.indexOf(good.charAt(at)) + 1 + random.nextInt(ALPHABET.length() - 1);
        return good.substring(0, at) + ALPHABET.charAt(other % ALPHABET.length()) + good.substring(at + 1);
    }

    private static String padded(Random random, TokenMint mint, String good) {
        int part = random.nextInt(3);
        String text = parts(good)[part];
        return withPart(good, part, text + "=".repeat(Math.max(1, (4 - text.length() % 4) % 4)));
    }

    private static String spaced(Random random, TokenMint mint, String good) {
        return new StringBuilder(good)
                .insert(random.nextInt(good.length() + 1), oneOf(random, " ", "\n", "\t", "\r\n", "\u00a0"))
                .toString();
    }

    /** Another text of the same bytes, where the part's length leaves bits unused. */
    private static String strayBits(Random random, TokenMint mint, String good) {
        for (int part : new int[] {2, 1, 0}) {
            String text = parts(good)[part];
            if (text.length() % 4 != 0) {
                int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
                int unused = text.length() % 4 == 2 ? 16 : 4;
                char other = ALPHABET.charAt(last - last % unused + 1 + random.nextInt(unused - 1));
                return withPart(good, part, text.substring(0, text.length() - 1) + other);
            }
        }
        return good + "=";
    }

    private static String renamedAlgorithm(Random random, TokenMint mint, String good) {
        Map<String, Object> header = mint.header();
        Object own = header.get("alg");
        String other = oneOf(random, Algorithm.values()).joseName();
        header.put("alg", other.equals(own) ? "ES256K" : other);
        return withPart(good, 0, encoded(header));
    }

    private static String editedClaim(Random random, TokenMint mint, String good) {
        return withPart(good, 1, encoded(SampleClaims.but("sub", "admin" + random.nextInt())));
    }

    private static String unsigned(Random random, TokenMint mint, String good) {
        Map<String, Object> header = mint.header();
        header.put("alg", oneOf(random, "none", "None", "NONE", "nOnE", ""));
        String token = withPart(good, 0, encoded(header));
        return random.nextBoolean() ? token : withPart(token, 2, "");
    }

    private static String hmac(Random random, TokenMint mint, String good) {
        String bits = oneOf(random, "256", "384", "512");
        Map<String, Object> header = mint.header();
        header.put("alg", "HS" + bits);
        String token = withPart(good, 0, encoded(header));
        String input = token.substring(0, token.lastIndexOf('.'));
        try {
            Mac mac = Mac.getInstance("HmacSHA" + bits);
            mac.init(new SecretKeySpec(mint.pair().getPublic().getEncoded(), "HMAC"));
            return withPart(token, 2, TokenMint.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resized(Random random, TokenMint mint, String good) {
        byte[] bytes = bytes(good, 2);
        int length = Math.max(0, bytes.length + oneOf(random, -2, -1, 1, 2, bytes.length, -bytes.length));
        byte[] other = Arrays.copyOf(bytes, length);
        if (random.nextBoolean() && length > bytes.length) {
            Arrays.fill(other, 0, length - bytes.length, (byte) 0);
            System.arraycopy(bytes, 0, other, length - bytes.length, bytes.length);
        }
        return withPart(good, 2, TokenMint.encode(other));
    }

    /** Both halves 0 to 2: what careless curves take for a signature of everything. */
    private static String smallNumbers(Random random, TokenMint mint, String good) {
        byte[] bytes = new byte[bytes(good, 2).length];
        bytes[bytes.length / 2 - 1] = BigInteger.valueOf(random.nextInt(3)).byteValue();
        bytes[bytes.length - 1] = BigInteger.valueOf(random.nextInt(3)).byteValue();
        return withPart(good, 2, TokenMint.encode(bytes));
    }

    private static String encoded(Map<String, Object> json) {
        return TokenMint.encode(JSONObjectUtils.toJSONString(json).getBytes(StandardCharsets.UTF_8));
    }
}
