package io.sallyport.regions.oauth;

import java.net.URI;

/**
 * Another OpenID provider whose users may sign in here.
 *
 * @param name as in the parameter {@code identity_provider}
 * @param issuer its issuer, under which its endpoints {@code /authorize}, {@code /token} and {@code /jwks} are
 */
public record Federation(String name, URI issuer, String clientId, String clientSecret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "Federation[name=" + name + "]";
    }
}
