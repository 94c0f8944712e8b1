package io.sallyport.regions.token;

import com.google.crypto.tink.Aead;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.List;

/** Keeps signing keys over a restart, sealed by the customer-managed key. */
public final class SigningKeyFile {

    private static final byte[] CONTEXT = "sallyport-regions signing keys".getBytes(StandardCharsets.UTF_8);

    private SigningKeyFile() {}

    /** Reads the keys in {@code file}; where there is none, makes new ones and writes them. */
    public static SigningKeys loadOrGenerate(Path file, Aead seal) throws IOException, GeneralSecurityException {
        if (Files.exists(file)) {
            return parse(seal.decrypt(Files.readAllBytes(file), CONTEXT));
        }
        SigningKeys keys = SigningKeys.generate();
        String json = new JWKSet(List.<JWK>copyOf(keys.keys())).toString(false);
        Files.write(file, seal.encrypt(json.getBytes(StandardCharsets.UTF_8), CONTEXT));
        return keys;
    }

    private static SigningKeys parse(byte[] json) throws IOException {
        try {
            return new SigningKeys(JWKSet.parse(new String(json, StandardCharsets.UTF_8)).getKeys().stream()
                    .map(key -> key.toRSAKey())
                    .toList());
        } catch (ParseException malformed) {
            throw new IOException("the signing key file is malformed", malformed);
        }
    }
}
