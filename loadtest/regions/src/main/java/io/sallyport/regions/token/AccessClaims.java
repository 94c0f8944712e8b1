package io.sallyport.regions.token;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a good access token says.
 *
 * @param username null for a client's own token
 * @param sid null for a client's own token
 */
public record AccessClaims(
        String issuer,
        String sub,
        @Nullable String username,
        String clientId,
        String scope,
        @Nullable String sid,
        String jti,
        Instant issuedAt,
        Instant expiresAt) {

    /** Whether {@code name} is among its scopes. */
    public boolean hasScope(String name) {
        return List.of(scope.split(" ")).contains(name);
    }
}
