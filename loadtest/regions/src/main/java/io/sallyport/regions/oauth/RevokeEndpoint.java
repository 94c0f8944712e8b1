package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.token.AccessClaims;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import java.util.Optional;

/**
 * Revokes tokens (RFC 7009): a refresh token with its session, an access token alone. A token that is not known, or
 * dead already, is answered as if it had been revoked now.
 */
final class RevokeEndpoint implements Endpoint {

    private final Clients clients;
    private final Sessions sessions;
    private final AccessTokens accessTokens;

    RevokeEndpoint(Clients clients, Sessions sessions, AccessTokens accessTokens) {
        this.clients = clients;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        TokenRevocationRequest request = TokenRevocationRequest.parse(call.withoutRepetition());
        RegisteredClient client = clients.authenticate(request.getClientAuthentication(), request.getClientID());
        String token = request.getToken().getValue();
        Optional<Session> session = sessions.byRefreshToken(token);
        if (session.isPresent()) {
            checkOwner(client, session.get().clientId());
            sessions.revoke(session.get().sid());
        } else {
            revokeAccessToken(token, client);
        }
        return new HTTPResponse(HTTPResponse.SC_OK);
    }

    private void revokeAccessToken(String token, RegisteredClient client) throws GeneralException {
        Optional<AccessClaims> claims = accessTokens.check(token);
        if (claims.isPresent()) {
            checkOwner(client, claims.get().clientId());
            sessions.revoke(claims.get());
        }
    }

    private static void checkOwner(RegisteredClient client, String owner) throws GeneralException {
        if (!client.id().equals(owner)) {
            throw new GeneralException(OAuth2Error.UNAUTHORIZED_CLIENT);
        }
    }
}
