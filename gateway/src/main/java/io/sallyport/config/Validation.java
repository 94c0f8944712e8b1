package io.sallyport.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How access tokens are verified.
 *
 * @param skew tolerance on times
 * @param maxStale how long the last good keys serve without a refresh
 * @param refresh between refreshes of each issuer's keys
 * @param cacheEntries verified tokens kept; 0: none
 * @param crypto who checks signatures
 * @param algorithms JWS names (RFC 7518) that are accepted; asymmetric only
 * @param tokenTypes values of the header's {@code typ} that an access token may have, beside none
 * @param deniedKeys ids of keys that verify nothing, whoever publishes them
 * @param issuers what is different for one issuer; complete
 * @param defaultPolicy where no policy is named
 * @param policies by name
 */
public record Validation(
        Duration skew,
        Duration maxStale,
        Duration refresh,
        int cacheEntries,
        Crypto crypto,
        List<String> algorithms,
        List<String> tokenTypes,
        List<String> deniedKeys,
        List<IssuerValidation> issuers,
        @JsonProperty("default") Policy defaultPolicy,
        Map<String, Policy> policies) {

    /** Takes copies of the collections. */
    public Validation {
        algorithms = List.copyOf(algorithms);
        tokenTypes = List.copyOf(tokenTypes);
        deniedKeys = List.copyOf(deniedKeys);
        issuers = List.copyOf(issuers);
        policies = Map.copyOf(policies);
    }
}
