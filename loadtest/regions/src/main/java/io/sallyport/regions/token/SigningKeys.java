package io.sallyport.regions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;

/** A region's RS256 keys; the first one signs. */
public record SigningKeys(List<RSAKey> keys) {

    private static final int BITS = 2048;

    public SigningKeys {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a region needs at least one signing key");
        }
        keys = List.copyOf(keys);
    }

    /** One new key; takes about a fifth of a second of CPU. */
    public static SigningKeys generate() {
        try {
            return new SigningKeys(List.of(new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every JDK makes RSA keys", impossible);
        }
    }

    /** The key that signs now. */
    public RSAKey active() {
        return keys.get(0);
    }

    /** What the JWKS endpoint shows: public parts only. */
    public JWKSet publicSet() {
        return new JWKSet(List.<JWK>copyOf(keys)).toPublicJWKSet();
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "SigningKeys[" + keys.size() + "]";
    }
}
