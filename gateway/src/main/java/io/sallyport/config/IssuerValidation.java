package io.sallyport.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How one issuer's access tokens are verified, where that differs from {@link Validation}.
 *
 * @param issuer one that a region signs with; each once
 * @param algorithms JWS names (RFC 7518), one or more
 * @param tokenTypes values of the header's {@code typ}, beside none; one or more
 * @param skew tolerance on times
 * @param audiences accepted in {@code aud}
 * @param clients accepted as client; with audiences empty too, the policies alone decide
 * @param jwks further places of its keys, beside those of its regions
 */
public record IssuerValidation(
        String issuer,
        List<String> algorithms,
        List<String> tokenTypes,
        Duration skew,
        List<String> audiences,
        List<String> clients,
        List<URI> jwks) {

    /** Takes copies of the lists. */
    public IssuerValidation {
        algorithms = List.copyOf(algorithms);
        tokenTypes = List.copyOf(tokenTypes);
        audiences = List.copyOf(audiences);
        clients = List.copyOf(clients);
        jwks = List.copyOf(jwks);
    }
}
