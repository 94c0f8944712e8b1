package io.sallyport.regions.directory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client of the pool.
 *
 * @param id the client identifier
 * @param secretDigest base64url SHA-256 of the secret, or null for a public client
 * @param redirectUris registered redirect URIs; {@code *} stands for any port
 * @param logoutUris URIs a browser may be sent to after logout, in the same form
 * @param scopes what the client may ask for
 * @param grantTypes OAuth 2.0 grant types it may use
 * @param authFlows Cognito {@code AuthFlow} values it may use
 */
public record RegisteredClient(
        String id,
        @Nullable String secretDigest,
        List<String> redirectUris,
        List<String> logoutUris,
        Set<String> scopes,
        Set<String> grantTypes,
        Set<String> authFlows) {

    public RegisteredClient {
        redirectUris = List.copyOf(redirectUris);
        logoutUris = List.copyOf(logoutUris);
        scopes = Set.copyOf(scopes);
        grantTypes = Set.copyOf(grantTypes);
        authFlows = Set.copyOf(authFlows);
    }

    /** Whether it has no secret, so that PKCE is required. */
    public boolean isPublic() {
        return secretDigest == null;
    }

    /** Without the secret's digest. */
    @Override
    public String toString() {
        return "RegisteredClient[id=" + id + "]";
    }
}
