package io.sallyport.regions.directory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client of the pool.
 *
 * @param id the client identifier
 * @param secret as the service keeps it, since {@code SECRET_HASH} is made with it; null for a public client
 * @param redirectUris registered redirect URIs; {@code *} stands for any port
 * @param logoutUris URIs a browser may be sent to after logout, in the same form
 * @param scopes what the client may ask for
 * @param grantTypes OAuth 2.0 grant types it may use
 * @param authFlows Cognito {@code AuthFlow} values it may use
 * @param rotatesRefreshTokens whether each refresh spends the refresh token for a new one
 */
public record RegisteredClient(
        String id,
        @Nullable String secret,
        List<String> redirectUris,
        List<String> logoutUris,
        Set<String> scopes,
        Set<String> grantTypes,
        Set<String> authFlows,
        boolean rotatesRefreshTokens) {

    public RegisteredClient {
        redirectUris = List.copyOf(redirectUris);
        logoutUris = List.copyOf(logoutUris);
        scopes = Set.copyOf(scopes);
        grantTypes = Set.copyOf(grantTypes);
        authFlows = Set.copyOf(authFlows);
    }

    /** Whether it has no secret, so that PKCE is required. */
    public boolean isPublic() {
        return secret == null;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RegisteredClient[id=" + id + "]";
    }
}
