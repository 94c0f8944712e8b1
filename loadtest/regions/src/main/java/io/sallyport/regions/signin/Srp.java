package io.sallyport.regions.signin;

import com.nimbusds.jose.util.Base64;
import io.sallyport.regions.directory.SrpVerifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The provider's side of SRP-6a (RFC 5054) as Cognito's clients speak it: the 3072-bit group of RFC 3526, SHA-256, and
 * a 128-bit key by HKDF with the label {@code Caldera Derived Key}.
 */
public final class Srp {

    private static final BigInteger N = new BigInteger("""
            FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74\
            020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437\
            4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
            EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05\
            98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB\
            9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B\
            E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718\
            3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33\
            A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7\
            ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864\
            D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2\
            08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF""", 16);
    private static final BigInteger G = BigInteger.TWO;
    private static final BigInteger K = hash(N.toByteArray(), G.toByteArray());
    private static final byte[] LABEL = "Caldera Derived Key".getBytes(StandardCharsets.UTF_8);
    private static final int KEY_BYTES = 16;
    private static final int SALT_BITS = 128;
    private static final int SECRET_BITS = 256;

    private final String poolName;
    private final SecureRandom random = new SecureRandom();

    /** A pool's; {@code poolName} is the part of its identifier after the underscore. */
    public Srp(String poolName) {
        this.poolName = poolName;
    }

    /** What the client is told, and what this side keeps until it answers. */
    public record Exchange(String username, BigInteger clientPublic, BigInteger secret, BigInteger verifier) {

        /** B, hexadecimal. */
        public String serverPublic() {
            return serverPublicNumber().toString(16);
        }

        private BigInteger serverPublicNumber() {
            return K.multiply(verifier).add(G.modPow(secret, N)).mod(N);
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Exchange";
        }
    }

    /** What proves {@code password} from now on. Costs milliseconds. */
    public SrpVerifier verifier(String username, String password) {
        BigInteger salt = new BigInteger(SALT_BITS, random);
        BigInteger x = hash(salt.toByteArray(), sha256(bytes(poolName + username + ":" + password)));
        return new SrpVerifier(salt.toString(16), G.modPow(x, N).toString(16));
    }

    /** Begins; empty if the client's A is not a number that is safe to use (RFC 5054 section 2.5.4). */
    public Optional<Exchange> begin(String username, String clientPublicHex, SrpVerifier verifier) {
        try {
            BigInteger clientPublic = new BigInteger(clientPublicHex, 16);
            if (clientPublic.signum() <= 0 || clientPublic.mod(N).signum() == 0) {
                return Optional.empty();
            }
            BigInteger secret = new BigInteger(SECRET_BITS, random);
            return Optional.of(new Exchange(username, clientPublic, secret, new BigInteger(verifier.verifier(), 16)));
        } catch (NumberFormatException notHexadecimal) {
            return Optional.empty();
        }
    }

    /** Whether {@code signature} (base64) shows that the client knows the password. */
    public boolean proves(Exchange exchange, String secretBlock, String timestamp, String signature) {
        byte[] key = key(exchange);
        byte[] message =
                concat(bytes(poolName), bytes(exchange.username()), new Base64(secretBlock).decode(), bytes(timestamp));
        return MessageDigest.isEqual(hmac(key, message), new Base64(signature).decode());
    }

    private static byte[] key(Exchange exchange) {
        BigInteger u = hash(
                exchange.clientPublic().toByteArray(),
                exchange.serverPublicNumber().toByteArray());
        BigInteger shared = exchange.clientPublic()
                .multiply(exchange.verifier().modPow(u, N))
                .modPow(exchange.secret(), N);
        byte[] extracted = hmac(u.toByteArray(), shared.toByteArray());
        return Arrays.copyOf(hmac(extracted, concat(LABEL, new byte[] {1})), KEY_BYTES);
    }

    private static BigInteger hash(byte[]... parts) {
        return new BigInteger(1, sha256(concat(parts)));
    }

    private static byte[] concat(byte[]... parts) {
        StringBuilder hex = new StringBuilder();
        for (byte[] part : parts) {
            hex.append(HexFormat.of().formatHex(part));
        }
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
