package io.sallyport.regions.token;

import com.google.crypto.tink.Aead;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.List;
import java.util.function.Supplier;

/** Keeps signing keys over a restart, sealed by the customer-managed key. */
public final class SigningKeyFile {

    private static final byte[] CONTEXT = "sallyport-regions signing keys".getBytes(StandardCharsets.UTF_8);

    private SigningKeyFile() {}

    /** Reads the keys in {@code file}; where there is none, makes new ones and writes them. */
    public static KeyRing loadOrGenerate(Path file, Supplier<Aead> seal) throws IOException, GeneralSecurityException {
        if (Files.notExists(file)) {
            write(file, seal.get(), KeyRing.generateAll());
        }
        return new KeyRing(
                parse(seal.get().decrypt(Files.readAllBytes(file), CONTEXT)), keys -> write(file, seal.get(), keys));
    }

    private static void write(Path file, Aead seal, List<RSAKey> keys) throws IOException, GeneralSecurityException {
        String json = new JWKSet(List.<JWK>copyOf(keys)).toString(false);
        Path made = file.resolveSibling(file.getFileName() + ".new");
        Files.write(made, seal.encrypt(json.getBytes(StandardCharsets.UTF_8), CONTEXT));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<RSAKey> parse(byte[] json) throws IOException {
        try {
            return JWKSet.parse(new String(json, StandardCharsets.UTF_8)).getKeys().stream()
                    .map(JWK::toRSAKey)
                    .toList();
        } catch (ParseException malformed) {
            throw new IOException("the signing key file is malformed", malformed);
        }
    }
}
