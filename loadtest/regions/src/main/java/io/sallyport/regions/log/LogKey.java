package io.sallyport.regions.log;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/**
 * The customer-managed key. A key file stands in for a multi-Region KMS key: both regions read the same one, and it
 * encrypts data keys only (envelope encryption).
 */
public final class LogKey {

    private final Aead aead;

    private LogKey(Aead aead) {
        this.aead = aead;
    }

    /** Reads the key file, and makes one first where there is none. */
    public static LogKey createOrLoad(Path file) throws IOException, GeneralSecurityException {
        AeadConfig.register();
        if (Files.notExists(file)) {
            write(file, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
        }
        return load(file);
    }

    /**
     * Reads the key file.
     *
     * @throws IOException if it is missing; the message names it
     * @throws GeneralSecurityException if it is no key file
     */
    public static LogKey load(Path file) throws IOException, GeneralSecurityException {
        AeadConfig.register();
        if (Files.notExists(file)) {
            throw new IOException("the key file " + file + " is missing: without the key this region cannot start");
        }
        KeysetHandle keys =
                TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
        return new LogKey(keys.getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    private static void write(Path file, KeysetHandle keys) throws IOException, GeneralSecurityException {
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, json, StandardOpenOption.WRITE);
    }

    /** Encrypts data keys and other small secrets of a region. */
    public Aead aead() {
        return aead;
    }
}
