package io.sallyport.oidc.affinity;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys with which a gateway signs by RS256, each named by its RFC 7638 thumbprint, so that every node names it alike: the
 * one that signs; one in waiting, which is published before it signs; and the public halves of those that signed before. Of
 * these the private half is gone with the rotation: who gets hold of the ring later can sign nothing of an earlier time.
 * Immutable.
 */
public final class SigningKeys {

    private static final int BITS = 2048;

    /** The last is the one in waiting, the one before it signs. */
    private final List<RSAKey> keys;

    private SigningKeys(List<RSAKey> keys) {
        this.keys = List.copyOf(keys);
    }

    static SigningKeys create() {
        return new SigningKeys(List.of(made(), made()));
    }

    /** The one in waiting signs from now on, and a new one waits. As many are kept as of the ring's other sets. */
    SigningKeys rotated() {
        List<RSAKey> next = new ArrayList<>(keys);
        next.set(next.size() - 2, signing().toPublicJWK());
        next.add(made());
        return new SigningKeys(next.subList(Math.max(0, next.size() - KeyRing.MOST_KEYS), next.size()));
    }

    /** The key that signs, with its private half. */
    public RSAKey signing() {
        return keys.get(keys.size() - 2);
    }

    /** The key that will, with its private half. */
    public RSAKey waiting() {
        return keys.get(keys.size() - 1);
    }

    /** The public halves of all: what they signed is known. */
    public List<RSAKey> known() {
        return keys.stream().map(RSAKey::toPublicJWK).toList();
    }

    /**
     * The public halves of those that may have signed a token which is good yet, and of the one in waiting: the last three.
     * Beside a node with this ring there may be one with the ring before, which signs with the third.
     */
    public List<RSAKey> published() {
        List<RSAKey> all = known();
        return all.subList(Math.max(0, all.size() - 3), all.size());
    }

    /** In plain. */
    String text() {
        return new JWKSet(List.<JWK>copyOf(keys)).toString(false);
    }

    /**
     * The keys of what {@link #text} made.
     *
     * @throws GeneralSecurityException if it is anything else
     */
    static SigningKeys parse(JsonNode set) throws GeneralSecurityException {
        try {
            List<RSAKey> keys = new ArrayList<>();
            for (JWK key : JWKSet.parse(set.toString()).getKeys()) {
                keys.add(sound(key));
            }
            SigningKeys parsed = new SigningKeys(keys);
            if (keys.size() < 2 || !isPair(parsed.signing()) || !isPair(parsed.waiting())) {
                throw new GeneralSecurityException("no keys to sign with");
            }
            return parsed;
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new GeneralSecurityException("no key set", e);
        }
    }

    private static RSAKey sound(JWK key) throws GeneralSecurityException, JOSEException {
        if (key instanceof RSAKey rsa
                && rsa.size() >= BITS
                && rsa.computeThumbprint().toString().equals(rsa.getKeyID())) {
            return rsa;
        }
        throw new GeneralSecurityException("a key of another kind");
    }

    /** Whether the private half is the public one's. */
    private static boolean isPair(RSAKey key) {
        if (key.getPrivateExponent() == null) {
            return false;
        }
        BigInteger modulus = key.getModulus().decodeToBigInteger();
        return BigInteger.TWO
                .modPow(key.getPublicExponent().decodeToBigInteger(), modulus)
                .modPow(key.getPrivateExponent().decodeToBigInteger(), modulus)
                .equals(BigInteger.TWO);
    }

    private static RSAKey made() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform makes RSA keys", e);
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "SigningKeys[" + signing().getKeyID() + "]";
    }
}
