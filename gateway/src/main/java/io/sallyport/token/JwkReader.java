package io.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes verification keys from JWKs (RFC 7517), and decides what each may be used for. */
public final class JwkReader {

    private static final int MIN_RSA_BITS = 2048;
    /** Bounds the cost of one check; nobody signs tokens with more. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_RSA_EXPONENT_BITS = 64;
    private static final int MAX_KID_CHARS = 512;
    /** SubjectPublicKeyInfo of an Ed25519 key, up to the key itself (RFC 8410 §4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private JwkReader() {}

    /**
     * The verification key of a JWK.
     *
     * @param jwk as published; private members are not looked at
     * @param region who publishes it; null where no one region does
     * @return empty where it has no {@code kid}, is symmetric, is of an unknown type or curve, or is not a valid key
     */
    public static Optional<VerificationKey> read(JWK jwk, @Nullable String region) {
        String kid = jwk.getKeyID();
        if (kid == null || kid.isEmpty() || kid.length() > MAX_KID_CHARS) {
            return Optional.empty();
        }
        try {
            PublicKey key = publicKey(jwk);
            if (key == null) {
                return Optional.empty();
            }
            String thumbprint = jwk.computeThumbprint().toString();
            return Optional.of(new VerificationKey(
                    kid, key, algorithms(jwk, key), thumbprint, region == null ? Set.of() : Set.of(region)));
        } catch (JOSEException | GeneralSecurityException | RuntimeException e) {
            // A key that cannot be read is no key; the others of its set still count.
            return Optional.empty();
        }
    }

    private static @Nullable PublicKey publicKey(JWK jwk) throws JOSEException, GeneralSecurityException {
        if (jwk instanceof RSAKey rsa) {
            return rsa.toRSAPublicKey();
        }
        if (jwk instanceof ECKey ec) {
            return family(jwk) == null ? null : ec.toECPublicKey();
        }
        return jwk instanceof OctetKeyPair okp && Curve.Ed25519.equals(okp.getCurve()) ? ed25519(okp) : null;
    }

    private static PublicKey ed25519(OctetKeyPair okp) throws GeneralSecurityException {
        byte[] point = okp.getDecodedX();
        byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        // The JDK decompresses the point only here: a point off the curve fails now, not at the first token.
        Signature.getInstance("Ed25519").initVerify(key);
        return key;
    }

    private static Set<Algorithm> algorithms(JWK jwk, PublicKey key) {
        EnumSet<Algorithm> able = EnumSet.noneOf(Algorithm.class);
        if (!isForSignatures(jwk) || (key instanceof RSAPublicKey rsa && !isSound(rsa))) {
            return able;
        }
        Algorithm.Family family = family(jwk);
        for (Algorithm algorithm : Algorithm.values()) {
            boolean named =
                    jwk.getAlgorithm() == null || jwk.getAlgorithm().getName().equals(algorithm.joseName());
            if (named && algorithm.family() == family) {
                able.add(algorithm);
            }
        }
        return able;
    }

    private static boolean isForSignatures(JWK jwk) {
        boolean use = jwk.getKeyUse() == null || KeyUse.SIGNATURE.equals(jwk.getKeyUse());
        boolean operations =
                jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY);
        return use && operations && jwk.getKeyRevocation() == null;
    }

    private static boolean isSound(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        int exponentBits = key.getPublicExponent().bitLength();
        return bits >= MIN_RSA_BITS
                && bits <= MAX_RSA_BITS
                && key.getPublicExponent().testBit(0)
                && exponentBits >= 2
                && exponentBits <= MAX_RSA_EXPONENT_BITS;
    }

    private static Algorithm.@Nullable Family family(JWK jwk) {
        if (jwk instanceof RSAKey) {
            return Algorithm.Family.RSA;
        }
        if (jwk instanceof ECKey ec) {
            return curve(ec.getCurve());
        }
        return Algorithm.Family.ED25519;
    }

    private static Algorithm.@Nullable Family curve(Curve curve) {
        if (Curve.P_256.equals(curve)) {
            return Algorithm.Family.P_256;
        }
        if (Curve.P_384.equals(curve)) {
            return Algorithm.Family.P_384;
        }
        return Curve.P_521.equals(curve) ? Algorithm.Family.P_521 : null;
    }
}
