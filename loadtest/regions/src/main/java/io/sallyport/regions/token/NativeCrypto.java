package io.sallyport.regions.token;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/**
 * RSA by a native library where there is one for this machine, by the JDK elsewhere. The provider is used operation
 * by operation and never installed, so that nothing else in the process changes.
 */
final class NativeCrypto {

    private static final Optional<Provider> NATIVE = load();

    private NativeCrypto() {}

    private static Optional<Provider> load() {
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
    }

    /** The native provider; empty where its library does not load. */
    static Optional<Provider> provider() {
        return NATIVE;
    }

    /** Signs with {@code key}. */
    static JWSSigner signer(RSAKey key) {
        try {
            PrivateKey known = key.toPrivateKey();
            if (NATIVE.isEmpty()) {
                return new RSASSASigner(known);
            }
            RSASSASigner signer = new RSASSASigner(nativeKey(known, NATIVE.get()));
            signer.getJCAContext().setProvider(NATIVE.get());
            return signer;
        } catch (JOSEException | GeneralSecurityException noPrivateKey) {
            throw new IllegalArgumentException("a signing key has its private part", noPrivateKey);
        }
    }

    /** The provider's own form of the key: any other would be converted at each signature. */
    private static PrivateKey nativeKey(PrivateKey known, Provider provider) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA", provider).generatePrivate(new PKCS8EncodedKeySpec(known.getEncoded()));
    }
}
