package io.sallyport.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Token introspection (RFC 7662) at the gateway.
 *
 * @param mode who answers
 * @param clients who may ask; none switches it off
 */
public record Introspection(Mode mode, List<Client> clients) {

    /** Takes a copy of the list. */
    public Introspection {
        clients = List.copyOf(clients);
    }

    /** Who answers. */
    public enum Mode {
        /** The gateway. */
        LOCAL,
        /** The serving region, as far as the gateway's own verdict does not contradict it. */
        @JsonProperty("region-first")
        REGION_FIRST
    }

    /**
     * A service that may introspect.
     *
     * @param id its client id, unique
     * @param secret its client secret
     * @param policy name of the validation policy that a token must satisfy; null for the default
     */
    public record Client(String id, Secret secret, @Nullable String policy) {}
}
