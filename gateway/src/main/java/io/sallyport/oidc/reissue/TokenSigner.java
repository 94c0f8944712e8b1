package io.sallyport.oidc.reissue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Signs by RS256 with one key. Takes about a millisecond: not for an event loop. Thread-safe. */
public final class TokenSigner {

    /** The JCA's name of RS256 (RFC 7518 appendix A.1). */
    private static final String ALGORITHM = "SHA256withRSA";

    private static final byte[] SAMPLE = "Sallyport".getBytes(StandardCharsets.US_ASCII);

    private final String kid;
    private final PrivateKey key;
    private final @Nullable Provider provider;

    private TokenSigner(String kid, PrivateKey key, @Nullable Provider provider) {
        this.kid = kid;
        this.key = key;
        this.provider = provider;
    }

    /**
     * A signer by the native provider where that proves itself with this very key, else by the platform's. An RS256 signature
     * is the same whoever makes it (RFC 8017 §8.2), so the platform's, which the public half verifies, is the answer to know.
     *
     * @param key with its private half
     * @param nativeProvider need not be installed in the JVM; null for none
     * @throws IllegalStateException if the key's halves do not belong together
     */
    public static TokenSigner of(RSAKey key, @Nullable Provider nativeProvider) {
        try {
            TokenSigner platform = new TokenSigner(key.getKeyID(), key.toPrivateKey(), null);
            byte[] known = platform.sign(SAMPLE);
            if (!verifies(key.toPublicKey(), known)) {
                throw new IllegalStateException("the key " + key.getKeyID() + " does not sign");
            }
            TokenSigner candidate = nativeProvider == null ? null : ofProvider(platform, nativeProvider);
            return candidate != null && candidate.makes(known) ? candidate : platform;
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs by RSA", e);
        }
    }

    /** The id of its key. */
    public String kid() {
        return kid;
    }

    /** Whether the native provider signs. */
    public boolean isNative() {
        return provider != null;
    }

    /** The signature over this text. */
    public byte[] sign(byte[] text) {
        try {
            Signature engine =
                    provider == null ? Signature.getInstance(ALGORITHM) : Signature.getInstance(ALGORITHM, provider);
            engine.initSign(key);
            engine.update(text);
            return engine.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    private boolean makes(byte[] known) {
        try {
            return Arrays.equals(sign(SAMPLE), known);
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** With the provider's own form of the key: any other would be translated at each signature. */
    private static @Nullable TokenSigner ofProvider(TokenSigner platform, Provider provider) {
        try {
            PrivateKey own = KeyFactory.getInstance("RSA", provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(platform.key.getEncoded()));
            return new TokenSigner(platform.kid, own, provider);
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    private static boolean verifies(PublicKey key, byte[] signature) throws GeneralSecurityException {
        Signature engine = Signature.getInstance(ALGORITHM);
        engine.initVerify(key);
        engine.update(SAMPLE);
        return engine.verify(signature);
    }
}
