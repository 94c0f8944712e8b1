package io.sallyport.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Checks one signature with the provider chosen for its algorithm. Thread-safe. */
public final class SignatureChecker {

    /** RFC 8032 §5.1.6. */
    private static final int ED25519_BYTES = 64;

    private final Map<Algorithm, OwnKeys> providers = new EnumMap<>(Algorithm.class);

    /**
     * Uses these providers; for an algorithm without one, the platform's.
     *
     * @param providers need not be installed in the JVM
     */
    public SignatureChecker(Map<Algorithm, Provider> providers) {
        IdentityHashMap<Provider, OwnKeys> each = new IdentityHashMap<>();
        providers.forEach(
                (algorithm, provider) -> this.providers.put(algorithm, each.computeIfAbsent(provider, OwnKeys::new)));
    }

    /** The platform's own providers. */
    public static SignatureChecker platform() {
        return new SignatureChecker(Map.of());
    }

    /**
     * Whether the signature is this key's over the text. Anything that cannot be checked is a no.
     *
     * @param algorithm one that suits the key
     * @param text holds the signing input
     * @param length how much of the text is signed, from its start
     * @param signature raw bytes; ECDSA as R||S (RFC 7518 §3.4)
     */
    public boolean verifies(Algorithm algorithm, PublicKey key, byte[] text, int length, byte[] signature) {
        if (!isWellFormed(algorithm, key, signature)) {
            return false;
        }
        try {
            OwnKeys provider = providers.get(algorithm);
            Signature engine =
                    provider == null ? Signature.getInstance(algorithm.jcaName()) : provider.engine(algorithm);
            PSSParameterSpec pss = algorithm.pss();
            if (pss != null) {
                engine.setParameter(pss);
            }
            engine.initVerify(provider == null ? key : provider.of(key));
            engine.update(text, 0, length);
            return engine.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers differ in how they complain about a bad signature; none of it may become an acceptance or a
            // 500.
            return false;
        }
    }

    /** What is not left to the provider. */
    private static boolean isWellFormed(Algorithm algorithm, PublicKey key, byte[] signature) {
        if (algorithm == Algorithm.EDDSA) {
            // The JDK takes a good signature with a zero byte after it, too: a second text of the same token.
            return signature.length == ED25519_BYTES;
        }
        return !algorithm.family().isEcdsa() || isRawEcdsa(key, signature);
    }

    /** Exact length, and both numbers in 1..n-1: not left to the provider (CVE-2022-21449). */
    private static boolean isRawEcdsa(PublicKey key, byte[] signature) {
        if (!(key instanceof ECPublicKey ec)) {
            return false;
        }
        BigInteger order = ec.getParams().getOrder();
        int half = (order.bitLength() + 7) / 8;
        return signature.length == 2 * half
                && isInRange(Arrays.copyOfRange(signature, 0, half), order)
                && isInRange(Arrays.copyOfRange(signature, half, 2 * half), order);
    }

    private static boolean isInRange(byte[] number, BigInteger order) {
        BigInteger value = new BigInteger(1, number);
        return value.signum() > 0 && value.compareTo(order) < 0;
    }
}
