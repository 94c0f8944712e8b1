package io.sallyport.oidc.reissue;

import io.sallyport.token.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** {@code at_hash} (OpenID Connect Core §3.1.3.6): the left half of the hash that the ID token's algorithm names. */
final class AccessTokenHash {

    private AccessTokenHash() {}

    /** Of an access token that goes with an ID token by this algorithm. */
    static String of(String accessToken, Algorithm algorithm) {
        try {
            byte[] hash =
                    MessageDigest.getInstance(hash(algorithm)).digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-2", e);
        }
    }

    /** Ed25519 hashes by SHA-512 within (RFC 8032 §5.1). */
    private static String hash(Algorithm algorithm) {
        return switch (algorithm) {
            case RS256, PS256, ES256 -> "SHA-256";
            case RS384, PS384, ES384 -> "SHA-384";
            case RS512, PS512, ES512, EDDSA -> "SHA-512";
        };
    }
}
