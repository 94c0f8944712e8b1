package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.token.Secrets;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Knows who a client is (RFC 6749 sections 2.3 and 3.2.1) and what it may ask for. */
final class Clients {

    private final Directory directory;

    Clients(Directory directory) {
        this.directory = directory;
    }

    /**
     * The client that made a request, by its secret, or for a public client by its identifier alone.
     *
     * @throws GeneralException {@code invalid_client}
     */
    RegisteredClient authenticate(@Nullable ClientAuthentication authentication, @Nullable ClientID id)
            throws GeneralException {
        if (authentication instanceof PlainClientSecret secret) {
            return confidential(secret);
        }
        if (authentication != null || id == null) {
            throw new GeneralException(OAuth2Error.INVALID_CLIENT);
        }
        return directory
                .client(id.getValue())
                .filter(RegisteredClient::isPublic)
                .orElseThrow(() -> new GeneralException(OAuth2Error.INVALID_CLIENT));
    }

    /**
     * The confidential client that made a request.
     *
     * @throws GeneralException {@code invalid_client}
     */
    RegisteredClient authenticate(@Nullable ClientAuthentication authentication) throws GeneralException {
        return authenticate(authentication, null);
    }

    private RegisteredClient confidential(PlainClientSecret given) throws GeneralException {
        return directory
                .client(given.getClientID().getValue())
                .filter(client -> client.secret() != null
                        && Secrets.same(client.secret(), given.getClientSecret().getValue()))
                .orElseThrow(() -> new GeneralException(OAuth2Error.INVALID_CLIENT));
    }

    /**
     * The scope asked for, or all of {@code allowed} if none was, space-separated.
     *
     * @throws GeneralException {@code invalid_scope} for anything outside {@code allowed}
     */
    static String scope(@Nullable Scope asked, Collection<String> allowed) throws GeneralException {
        if (asked == null || asked.isEmpty()) {
            return String.join(" ", new TreeSet<>(allowed));
        }
        if (!allowed.containsAll(asked.toStringList())) {
            throw new GeneralException(OAuth2Error.INVALID_SCOPE);
        }
        return asked.toString();
    }
}
