package io.sallyport.keys;

import java.nio.charset.StandardCharsets;

/** The keys with which the gateway itself signs, as it publishes them: under an issuer of its own, which no region has. */
public final class OwnKeySet {

    private final String issuer;
    private final JwksDocument document;

    /**
     * Takes the keys.
     *
     * @param issuer under whose name they sign
     * @param jwks a JWK set (RFC 7517 §5); of private members nothing is kept
     * @throws IllegalArgumentException if it is none that verifies anything
     */
    public OwnKeySet(String issuer, String jwks) {
        this.issuer = issuer;
        if (!(JwksDocument.read(jwks.getBytes(StandardCharsets.UTF_8), null) instanceof JwksDocument.Good good)) {
            throw new IllegalArgumentException("no key set");
        }
        this.document = good.document();
    }

    String issuer() {
        return issuer;
    }

    JwksDocument document() {
        return document;
    }
}
