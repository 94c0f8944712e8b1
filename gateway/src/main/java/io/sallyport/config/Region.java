package io.sallyport.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One region of the provider.
 *
 * @param name unique; 1 to 63 of a-z, 0-9 and '-'
 * @param role writable primary or read-only replica
 * @param activation whether end users may ever be sent there
 * @param oidc base of authorize, token and login pages; no trailing slash
 * @param keys base of discovery and JWKS; no trailing slash
 * @param api base of Cognito's JSON API; null where there is none
 * @param issuers the issuers that it signs with, one or more, compared exactly
 */
public record Region(
        String name,
        Role role,
        Activation activation,
        URI oidc,
        URI keys,
        @Nullable URI api,
        List<String> issuers) {

    /** Takes a copy of the list. */
    public Region {
        issuers = List.copyOf(issuers);
    }

    /** What a region is for. */
    public enum Role {
        /** Writable. */
        PRIMARY,
        /** Kept in step by the provider, read-only. */
        REPLICA
    }

    /** Whether end users may be sent to a region. */
    public enum Activation {
        /** They may. */
        ACTIVE,
        /** Never, whatever happens. */
        INACTIVE
    }
}
