package io.sallyport.edge;

import io.sallyport.keys.TokenValidation;
import io.sallyport.operation.Fields;
import io.sallyport.token.Policy;
import io.sallyport.token.Verdict;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps calls of the JSON API to the configured pool. A regional endpoint of Cognito serves every pool of everybody: without
 * this the gateway would carry anyone's calls to any of them, and count how they fare as evidence.
 */
final class PoolGuard {

    private final Set<String> clients;
    private final TokenValidation validation;

    /**
     * Makes the guard.
     *
     * @param clients the pool's app clients that may call
     */
    PoolGuard(Set<String> clients, TokenValidation validation) {
        this.clients = Set.copyOf(clients);
        this.validation = validation;
    }

    /** Why a call may not be carried; empty where it may. A call that names neither a client nor a token says nothing. */
    Optional<Refusal> refuse(Fields fields) {
        String client = fields.value("ClientId");
        if (client != null && !clients.contains(client)) {
            return Optional.of(Refusal.UNKNOWN_CLIENT);
        }
        String token = fields.value("AccessToken");
        return token != null && isForeign(token) ? Optional.of(Refusal.FOREIGN_TOKEN) : Optional.empty();
    }

    /** Whether no configured issuer can have made it. Anything else wrong with a token is the region's to say. */
    private boolean isForeign(String token) {
        return validation.validateNow(token, Policy.ANY) instanceof Verdict.Refused refused && refused.issuer() == null;
    }
}
