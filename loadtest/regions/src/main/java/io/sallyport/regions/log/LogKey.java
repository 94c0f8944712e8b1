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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/**
 * The customer-managed key. A key file stands in for a multi-Region KMS key: both regions read the same one, and it
 * encrypts data keys and other small secrets only (envelope encryption). Rotation adds a key and keeps the old ones,
 * so that what they sealed stays readable.
 */
public final class LogKey {

    private final Path file;
    private volatile Loaded loaded;

    private record Loaded(Aead aead, int id, FileTime changed) {}

    private LogKey(Path file, Loaded loaded) {
        this.file = file;
        this.loaded = loaded;
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
        return new LogKey(file, read(file));
    }

    /**
     * Adds a new key to the key file and makes it the one that seals; running regions notice. A primary begins a new
     * data key under it.
     *
     * @throws IOException if the file is missing
     */
    public static void rotate(Path file) throws IOException, GeneralSecurityException {
        AeadConfig.register();
        KeysetHandle.Builder keys = KeysetHandle.newBuilder(keyset(file));
        KeysetHandle.Builder.Entry added = KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()
                .makePrimary();
        Path made = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(made);
        write(made, keys.addEntry(added).build());
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads the key file again if it changed; whether it did. */
    public boolean refresh() throws IOException, GeneralSecurityException {
        if (Files.getLastModifiedTime(file).equals(loaded.changed())) {
            return false;
        }
        loaded = read(file);
        return true;
    }

    /** Encrypts data keys and other small secrets of a region. */
    public Aead aead() {
        return loaded.aead();
    }

    /** Which of the file's keys seals now. */
    int id() {
        return loaded.id();
    }

    private static Loaded read(Path file) throws IOException, GeneralSecurityException {
        KeysetHandle keys = keyset(file);
        FileTime changed = Files.getLastModifiedTime(file);
        return new Loaded(
                keys.getPrimitive(RegistryConfiguration.get(), Aead.class),
                keys.getPrimary().getId(),
                changed);
    }

    private static KeysetHandle keyset(Path file) throws IOException, GeneralSecurityException {
        if (Files.notExists(file)) {
            throw new IOException("the key file " + file + " is missing: without the key this region cannot start");
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
    }

    private static void write(Path file, KeysetHandle keys) throws IOException, GeneralSecurityException {
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, json, StandardOpenOption.WRITE);
    }
}
