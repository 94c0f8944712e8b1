package io.sallyport.journal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Seals bytes under a label (AES-256-GCM by Tink; the label is associated data). Safe for use by many threads. */
public final class SealingKey {

    private final Aead aead;

    private SealingKey(Aead aead) {
        this.aead = aead;
    }

    static SealingKey of(KeysetHandle keyset) throws GeneralSecurityException {
        AeadConfig.register();
        return new SealingKey(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    /** The sealed form: opens only with this key and this label. */
    public byte[] seal(byte[] content, String label) {
        try {
            return aead.encrypt(content, bytes(label));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** The content; empty if it was altered, or sealed with another key or label. */
    public Optional<byte[]> open(byte[] sealed, String label) {
        try {
            return Optional.of(aead.decrypt(sealed, bytes(label)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String label) {
        return label.getBytes(StandardCharsets.UTF_8);
    }
}
