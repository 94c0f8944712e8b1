package io.sallyport.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A provider and its own form of each key in use, made once: given any other form, it would translate the key at each check,
 * which for RSA takes a fifth of the time. Thread-safe; a look-up takes no lock.
 */
final class OwnKeys {

    /** Far more keys than issuers publish; each about 1 KiB. */
    private static final int MAX_KEYS = 1000;

    private final Provider provider;
    /** By identity: a key that is read anew is translated anew, and goes when its reader lets it go. */
    private final Cache<PublicKey, PublicKey> keys = Caffeine.newBuilder()
            .weakKeys()
            .maximumSize(MAX_KEYS)
            .executor(Runnable::run)
            .build();

    OwnKeys(Provider provider) {
        this.provider = provider;
    }

    /** A new engine of this provider. */
    Signature engine(Algorithm algorithm) throws GeneralSecurityException {
        return Signature.getInstance(algorithm.jcaName(), provider);
    }

    /** The key in the provider's form; as it is where the provider has none. */
    PublicKey of(PublicKey key) {
        PublicKey known = keys.getIfPresent(key);
        if (known != null) {
            return known;
        }
        PublicKey own = translated(key);
        if (own == null) {
            return key;
        }
        keys.put(key, own);
        return own;
    }

    private @Nullable PublicKey translated(PublicKey key) {
        try {
            return KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key) instanceof PublicKey own
                            && own != key
                    ? own
                    : null;
        } catch (GeneralSecurityException | RuntimeException e) {
            // No factory for this type: the engine takes the key as it is, or refuses it.
            return null;
        }
    }
}
