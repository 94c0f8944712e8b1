package io.sallyport.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A signing key that makes tokens for tests, and can be told to make them badly. It signs with the JDK and writes JWKs by
 * hand, so that a mistake in the product's reading is not mirrored here.
 */
public final class TokenMint {

    private final String kid;
    private final Algorithm algorithm;
    private final KeyPair pair;

    private TokenMint(String kid, Algorithm algorithm, KeyPair pair) {
        this.kid = kid;
        this.algorithm = algorithm;
        this.pair = pair;
    }

    /** RS256 with a new 2,048-bit key. */
    public static TokenMint rs256(String kid) {
        return of(kid, Algorithm.RS256);
    }

    /** A new key that suits the algorithm. */
    public static TokenMint of(String kid, Algorithm algorithm) {
        return switch (algorithm.family()) {
            case RSA -> rsa(kid, algorithm, 2048);
            case P_256 -> new TokenMint(kid, algorithm, ec("secp256r1"));
            case P_384 -> new TokenMint(kid, algorithm, ec("secp384r1"));
            case P_521 -> new TokenMint(kid, algorithm, ec("secp521r1"));
            case ED25519 -> new TokenMint(kid, algorithm, ed25519());
        };
    }

    /** A new RSA key of this size, which may be too small. */
    public static TokenMint rsa(String kid, Algorithm algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new TokenMint(kid, algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same key under another id or for another algorithm. */
    public TokenMint as(String otherKid, Algorithm other) {
        return new TokenMint(otherKid, other, pair);
    }

    /** The key id. */
    public String kid() {
        return kid;
    }

    /** The key pair. */
    public KeyPair pair() {
        return pair;
    }

    /** The header of a good token: {@code alg}, {@code kid}, {@code typ}. */
    public Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm.joseName());
        header.put("kid", kid);
        header.put("typ", "JWT");
        return header;
    }

    /** A token with these claims. */
    public String token(Map<String, ?> claims) {
        return token(header(), claims);
    }

    /** A token with this header and these claims. */
    public String token(Map<String, ?> header, Map<String, ?> claims) {
        return sign(JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims));
    }

    /** A token of these two texts as they are, signed. */
    public String sign(String header, String payload) {
        return signParts(
                encode(header.getBytes(StandardCharsets.UTF_8)), encode(payload.getBytes(StandardCharsets.UTF_8)));
    }

    /** A token of these two encoded parts as they are, signed. */
    public String signParts(String header, String payload) {
        String input = header + "." + payload;
        return input + "." + encode(signature(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The raw signature over a text. */
    public byte[] signature(byte[] input) {
        try {
            Signature signature = Signature.getInstance(algorithm.jcaName());
            PSSParameterSpec pss = algorithm.pss();
            if (pss != null) {
                signature.setParameter(pss);
            }
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as a JWK, with {@code kid}, {@code use} and {@code alg}; the map may be changed. */
    public Map<String, Object> jwk() {
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kid", kid);
        jwk.put("use", "sig");
        jwk.put("alg", algorithm.joseName());
        switch (algorithm.family()) {
            case RSA -> putRsa(jwk);
            case P_256, P_384, P_521 -> putEc(jwk);
            case ED25519 -> putEd25519(jwk);
        }
        return jwk;
    }

    /** A JWK set of these keys. */
    public static String jwks(TokenMint... mints) {
        return JSONObjectUtils.toJSONString(
                Map.of("keys", Arrays.stream(mints).map(TokenMint::jwk).toList()));
    }

    /** Base64url without padding. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void putRsa(Map<String, Object> jwk) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        jwk.put("kty", "RSA");
        jwk.put("n", encode(unsigned(key.getModulus(), (key.getModulus().bitLength() + 7) / 8)));
        jwk.put("e", encode(key.getPublicExponent().toByteArray()));
    }

    private void putEc(Map<String, Object> jwk) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        int bits = key.getParams().getCurve().getField().getFieldSize();
        jwk.put("kty", "EC");
        jwk.put("crv", "P-" + bits);
        jwk.put("x", encode(unsigned(key.getW().getAffineX(), (bits + 7) / 8)));
        jwk.put("y", encode(unsigned(key.getW().getAffineY(), (bits + 7) / 8)));
    }

    private void putEd25519(Map<String, Object> jwk) {
        byte[] encoded = pair.getPublic().getEncoded();
        jwk.put("kty", "OKP");
        jwk.put("crv", "Ed25519");
        jwk.put("x", encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] result = new byte[length];
        int from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, result, length - (bytes.length - from), bytes.length - from);
        return result;
    }

    private static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
