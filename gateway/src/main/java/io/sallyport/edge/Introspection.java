package io.sallyport.edge;

import io.sallyport.token.Policy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may introspect, and who answers.
 *
 * @param asksRegion whether the serving region is asked before the gateway's own verdict counts
 * @param clients each id once; none switches the endpoint off
 */
public record Introspection(boolean asksRegion, List<Client> clients) {

    /** Off. */
    public static final Introspection NONE = new Introspection(false, List.of());

    /** Compared with where the id is unknown, so that this takes as long as a wrong secret. Nothing has this digest. */
    private static final Client NOBODY = new Client("", new byte[32], Policy.ANY);

    /** Copies what it is given. */
    public Introspection {
        clients = List.copyOf(clients);
    }

    /** A service that may introspect. Keeps a digest, so that comparing takes the same time for a secret of any length. */
    public static final class Client {
        private final String id;
        private final byte[] secretDigest;
        private final Policy policy;

        /**
         * Keeps a digest of the secret.
         *
         * @param policy a token that it does not admit is not active to this client
         */
        public Client(String id, String secret, Policy policy) {
            this(id, sha256(secret), policy);
        }

        private Client(String id, byte[] secretDigest, Policy policy) {
            this.id = id;
            this.secretDigest = secretDigest;
            this.policy = policy;
        }

        /** Its client id. */
        public String id() {
            return id;
        }

        /** What a token must satisfy to be active to it. */
        public Policy policy() {
            return policy;
        }

        /** Whether this is its secret; in constant time. */
        public boolean isSecret(String presented) {
            return MessageDigest.isEqual(secretDigest, sha256(presented));
        }

        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    /** The clients by their ids. */
    Map<String, Client> byId() {
        return clients.stream().collect(Collectors.toUnmodifiableMap(Client::id, Function.identity()));
    }

    /** The client whose credentials these are; null where they are nobody's. */
    static @Nullable Client authenticate(Map<String, Client> clients, String id, String secret) {
        Client claimed = clients.getOrDefault(id, NOBODY);
        boolean isProven = claimed.isSecret(secret);
        return isProven && claimed != NOBODY ? claimed : null;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
