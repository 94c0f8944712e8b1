package io.sallyport.journal;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * The key file: a Tink keyset in JSON. A file that others may read, or the group may write, is refused, as is one on a file
 * system that cannot say who may.
 */
final class KeyFile {

    private static final int MAX_BYTES = 64 << 10;

    private KeyFile() {}

    /** What became of the file. */
    sealed interface Reading permits Usable, Refused {}

    record Usable(SealingKey key) implements Reading {}

    /** The reason is for a person and holds nothing of the key. */
    record Refused(String reason) implements Reading {}

    /** Makes a new key, mode 0600, where there is no file yet. */
    static void create(Path file) throws IOException {
        try {
            AeadConfig.register();
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            String text = TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
            DurableFiles.REAL.replace(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    static Reading read(Path file) {
        try {
            Optional<String> open = PrivateFile.refusal(file);
            if (open.isPresent()) {
                return new Refused("the key file " + open.get());
            }
            if (Files.size(file) > MAX_BYTES) {
                return new Refused("the key file " + file + " is not a keyset: too large");
            }
            AeadConfig.register();
            return new Usable(SealingKey.of(
                    TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get())));
        } catch (GeneralSecurityException e) {
            return new Refused("the key file " + file + " is not a keyset for sealing");
        } catch (UnsupportedOperationException e) {
            return new Refused("the key file " + file + " is on a file system without permissions");
        } catch (IOException e) {
            return new Refused("the key file " + file + " cannot be read");
        }
    }
}
