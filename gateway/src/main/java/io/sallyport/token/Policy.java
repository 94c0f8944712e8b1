package io.sallyport.token;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service demands of a token beyond that it is genuine.
 *
 * @param parties each must admit the token
 * @param scopes each must be among the token's scopes
 */
public record Policy(List<Parties> parties, Set<String> scopes) {

    /** Demands nothing. */
    public static final Policy ANY = new Policy(List.of(), Set.of());

    /** Copies what it is given. */
    public Policy {
        parties = List.copyOf(parties);
        scopes = Set.copyOf(scopes);
    }

    /**
     * For whom a token must be, or to whom it must have been issued. Admits a token with one of the audiences <em>or</em> one
     * of the clients (access tokens of Cognito carry {@code client_id} and no {@code aud}); with both sets empty, every token.
     *
     * @param audiences compared with each value of {@code aud}, exactly
     * @param clientIds compared with the client id, exactly
     */
    public record Parties(Set<String> audiences, Set<String> clientIds) {

        /** Admits every token. */
        public static final Parties ANY = new Parties(Set.of(), Set.of());

        /** Copies what it is given. */
        public Parties {
            audiences = Set.copyOf(audiences);
            clientIds = Set.copyOf(clientIds);
        }

        /** Whether a token of this client and audience is admitted. */
        public boolean admits(@Nullable String client, Set<String> audience) {
            if (audiences.isEmpty() && clientIds.isEmpty()) {
                return true;
            }
            if (client != null && clientIds.contains(client)) {
                return true;
            }
            for (String one : audience) {
                if (audiences.contains(one)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A policy of one rule on the parties, and scopes. */
    public static Policy of(Set<String> audiences, Set<String> clientIds, Set<String> scopes) {
        return new Policy(List.of(new Parties(audiences, clientIds)), scopes);
    }

    /** Both this and the other policy: what a request demands can narrow what is configured, never widen it. */
    public Policy and(Policy other) {
        List<Parties> both = new ArrayList<>(parties);
        both.addAll(other.parties);
        Set<String> all = new LinkedHashSet<>(scopes);
        all.addAll(other.scopes);
        return new Policy(both, all);
    }

    /** Whether each of the parties admits a token of this client and audience; scopes aside. */
    public boolean admits(@Nullable String client, Set<String> audience) {
        for (Parties one : parties) {
            if (!one.admits(client, audience)) {
                return false;
            }
        }
        return true;
    }
}
