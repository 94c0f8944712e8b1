package io.sallyport.regions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A region's RS256 keys: the first one signs, the second is published to sign next, the others signed before. Keys are
 * made, changed and stored on a worker; reads come from any thread.
 */
public final class KeyRing {

    private static final int BITS = 2048;
    private static final int FEWEST = 2;

    private final Store store;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Ring ring;

    /** Where the keys survive a restart. */
    @FunctionalInterface
    interface Store {
        void save(List<RSAKey> keys) throws IOException, GeneralSecurityException;
    }

    /** Hears of each change, before the new keys sign. */
    public interface Listener {

        /** This key, its public part alone, is published from now on. */
        void published(RSAKey key);

        /** What this key signed is worth nothing from now on. */
        void withdrawn(String kid);
    }

    /** A key as the control port shows it: {@code active}, {@code next} or {@code retired}. */
    public record State(String kid, String state) {}

    /** The key that signs, ready to. */
    record Signing(String kid, JWSSigner signer) {}

    private record Ring(List<RSAKey> keys, Signing signing, String publicJson) {

        static Ring of(List<RSAKey> keys) {
            RSAKey first = keys.get(0);
            return new Ring(
                    List.copyOf(keys),
                    new Signing(first.getKeyID(), NativeCrypto.signer(first)),
                    new JWKSet(List.<JWK>copyOf(keys)).toPublicJWKSet().toString());
        }
    }

    KeyRing(List<RSAKey> keys, Store store) {
        this.ring = Ring.of(keys);
        this.store = store;
    }

    /** Tells {@code listener} of each change from now on. */
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /** The public parts. */
    public List<RSAKey> publicKeys() {
        return ring.keys().stream().map(RSAKey::toPublicJWK).toList();
    }

    /** What the JWKS endpoint shows. */
    public String publicJson() {
        return ring.publicJson();
    }

    /** All keys and what they are for. */
    public List<State> states() {
        List<RSAKey> keys = ring.keys();
        List<State> states = new ArrayList<>();
        for (RSAKey key : keys) {
            String state = states.isEmpty() ? "active" : states.size() == 1 ? "next" : "retired";
            states.add(new State(key.getKeyID(), state));
        }
        return states;
    }

    Signing signing() {
        return ring.signing();
    }

    /** The next key signs from now on, a new one comes after it, and the former one stays published. */
    public synchronized void rotate() throws IOException, GeneralSecurityException {
        List<RSAKey> keys = new ArrayList<>(ring.keys());
        RSAKey former = keys.remove(0);
        RSAKey fresh = generate();
        keys.add(1, fresh);
        keys.add(FEWEST, former);
        listeners.forEach(listener -> listener.published(fresh.toPublicJWK()));
        put(keys);
    }

    /**
     * Withdraws a key, the signing one included: a new one takes the last place if needed.
     *
     * @throws IllegalArgumentException if there is no such key
     */
    public synchronized void withdraw(String kid) throws IOException, GeneralSecurityException {
        List<RSAKey> keys = new ArrayList<>(ring.keys());
        if (!keys.removeIf(key -> key.getKeyID().equals(kid))) {
            throw new IllegalArgumentException("there is no key " + kid);
        }
        while (keys.size() < FEWEST) {
            RSAKey fresh = generate();
            keys.add(fresh);
            listeners.forEach(listener -> listener.published(fresh.toPublicJWK()));
        }
        put(keys);
        listeners.forEach(listener -> listener.withdrawn(kid));
    }

    private void put(List<RSAKey> keys) throws IOException, GeneralSecurityException {
        store.save(keys);
        ring = Ring.of(keys);
    }

    /** New keys, as many as a ring has at least; each takes about a fifth of a second of CPU. */
    static List<RSAKey> generateAll() {
        return java.util.stream.Stream.generate(KeyRing::generate).limit(FEWEST).toList();
    }

    private static RSAKey generate() {
        try {
            JWKGenerator<RSAKey> generator = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true);
            NativeCrypto.provider().ifPresent(generator::provider);
            return generator.generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every JDK makes RSA keys", impossible);
        }
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "KeyRing" + states();
    }
}
