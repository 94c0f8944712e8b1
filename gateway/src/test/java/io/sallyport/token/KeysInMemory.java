package io.sallyport.token;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys given by a test. */
public final class KeysInMemory implements VerificationKeys {

    private final Map<String, List<VerificationKey>> keys = new HashMap<>();

    /** Adds a JWK, as a region would publish it. */
    public KeysInMemory with(String issuer, Map<String, Object> jwk) {
        return with(issuer, jwk, "us-west-2");
    }

    /** Adds a JWK published by this region. */
    public KeysInMemory with(String issuer, Map<String, Object> jwk, String region) {
        try {
            JwkReader.read(JWK.parse(jwk), region)
                    .ifPresent(key -> keys.computeIfAbsent(issuer + ' ' + key.kid(), id -> new ArrayList<>())
                            .add(key));
            return this;
        } catch (ParseException e) {
            // As in production: a JWK that cannot be read is not there.
            return this;
        }
    }

    /** Takes a key away. */
    public void withdraw(String issuer, String kid) {
        keys.remove(issuer + ' ' + kid);
    }

    @Override
    public Lookup find(String issuer, String kid) {
        List<VerificationKey> found = keys.get(issuer + ' ' + kid);
        return found == null ? Unknown.INSTANCE : new Found(found);
    }
}
