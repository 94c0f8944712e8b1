package io.sallyport.config;

import java.util.List;

/**
 * What a token must carry: one of the audiences or one of the clients (at least one of the two lists is not empty), and
 * all of the scopes.
 *
 * @param audiences accepted values of {@code aud}
 * @param clients accepted values of {@code client_id} or {@code azp}
 * @param scopes scopes that it must have
 */
public record Policy(List<String> audiences, List<String> clients, List<String> scopes) {

    /** Takes copies of the lists. */
    public Policy {
        audiences = List.copyOf(audiences);
        clients = List.copyOf(clients);
        scopes = List.copyOf(scopes);
    }
}
