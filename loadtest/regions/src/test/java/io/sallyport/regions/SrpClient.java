package io.sallyport.regions;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of Cognito's SRP, as its libraries for browsers compute it. */
final class SrpClient {

    /** The 3072-bit group of RFC 3526, computed by its definition rather than copied. */
    private static final BigInteger N = group();

    private static final BigInteger G = BigInteger.TWO;

    private final String pool;
    private final BigInteger secret = new BigInteger(1024, new SecureRandom());

    SrpClient(String pool) {
        this.pool = pool;
    }

    /** 2^3072 - 2^3008 - 1 + 2^64 * ([2^2942 pi] + 1690314). */
    private static BigInteger group() {
        BigInteger two = BigInteger.TWO;
        BigInteger piPart = pi(2942).add(BigInteger.valueOf(1_690_314));
        return two.pow(3072)
                .subtract(two.pow(3008))
                .subtract(BigInteger.ONE)
                .add(two.pow(64).multiply(piPart));
    }

    /** [2^bits pi] by Machin's formula, with guard bits. */
    private static BigInteger pi(int bits) {
        BigInteger scale = BigInteger.ONE.shiftLeft(bits + 64);
        BigInteger pi = arctanOfInverse(5, scale)
                .shiftLeft(4)
                .subtract(arctanOfInverse(239, scale).shiftLeft(2));
        return pi.shiftRight(64);
    }

    private static BigInteger arctanOfInverse(int x, BigInteger scale) {
        BigInteger square = BigInteger.valueOf((long) x * x);
        BigInteger power = scale.divide(BigInteger.valueOf(x));
        BigInteger sum = BigInteger.ZERO;
        for (int odd = 1; power.signum() != 0; odd += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(odd));
            sum = odd % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }

    String publicHex() {
        return G.modPow(secret, N).toString(16);
    }

    /** The answer to a challenge. */
    Map<String, String> answer(Map<String, String> challenge, String password) throws Exception {
        String user = challenge.getOrDefault("USER_ID_FOR_SRP", "");
        String block = challenge.getOrDefault("SECRET_BLOCK", "");
        String timestamp = "Fri Nov 20 12:00:00 UTC 2026";
        byte[] key = key(challenge, user, password);
        byte[] message = joined(utf8(pool), utf8(user), Base64.getDecoder().decode(block), utf8(timestamp));
        return Map.of(
                "USERNAME", user,
                "PASSWORD_CLAIM_SECRET_BLOCK", block,
                "TIMESTAMP", timestamp,
                "PASSWORD_CLAIM_SIGNATURE", Base64.getEncoder().encodeToString(hmac(key, message)));
    }

    private byte[] key(Map<String, String> challenge, String user, String password) throws Exception {
        BigInteger a = G.modPow(secret, N);
        BigInteger b = new BigInteger(challenge.getOrDefault("SRP_B", ""), 16);
        BigInteger salt = new BigInteger(challenge.getOrDefault("SALT", ""), 16);
        BigInteger k = number(sha256(joined(N.toByteArray(), G.toByteArray())));
        BigInteger u = number(sha256(joined(a.toByteArray(), b.toByteArray())));
        BigInteger x = number(sha256(joined(salt.toByteArray(), sha256(utf8(pool + user + ":" + password)))));
        BigInteger shared = b.subtract(k.multiply(G.modPow(x, N))).modPow(secret.add(u.multiply(x)), N);
        byte[] extracted = hmac(u.toByteArray(), shared.toByteArray());
        return Arrays.copyOf(hmac(extracted, utf8("Caldera Derived Key\u0001")), 16);
    }

    private static BigInteger number(byte[] magnitude) {
        return new BigInteger(1, magnitude);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] message) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }
}
