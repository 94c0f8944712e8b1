package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.token.Issued;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token endpoint (RFC 6749 section 3.2): code, refresh token and client credentials. */
final class TokenEndpoint implements Endpoint {

    private final Clients clients;
    private final CodeRedemption codes;
    private final Sessions sessions;

    TokenEndpoint(Clients clients, CodeRedemption codes, Sessions sessions) {
        this.clients = clients;
        this.codes = codes;
        this.sessions = sessions;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        TokenRequest request = TokenRequest.parse(call.withoutRepetition());
        AuthorizationGrant grant = request.getAuthorizationGrant();
        RegisteredClient client = clients.authenticate(request.getClientAuthentication(), request.getClientID());
        if (!client.grantTypes().contains(grant.getType().getValue())) {
            throw new GeneralException(OAuth2Error.UNAUTHORIZED_CLIENT);
        }
        if (grant instanceof AuthorizationCodeGrant code) {
            return rendered(codes.redeem(code, client));
        }
        if (grant instanceof RefreshTokenGrant refresh) {
            return rendered(refreshed(refresh, client, request.getScope()));
        }
        if (grant instanceof ClientCredentialsGrant) {
            return clientToken(client, request.getScope());
        }
        throw new GeneralException(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
    }

    private Issued refreshed(RefreshTokenGrant grant, RegisteredClient client, @Nullable Scope asked)
            throws GeneralException {
        Optional<Session> session = sessions.byRefreshToken(
                        grant.getRefreshToken().getValue())
                .filter(known -> known.clientId().equals(client.id()));
        if (session.isEmpty()) {
            throw new GeneralException(OAuth2Error.INVALID_GRANT);
        }
        List<String> granted = List.of(session.get().scope().split(" "));
        String scope = asked == null ? session.get().scope() : Clients.scope(asked, granted);
        return sessions.refresh(session.get(), client, scope)
                .orElseThrow(() -> new GeneralException(OAuth2Error.INVALID_GRANT));
    }

    private HTTPResponse clientToken(RegisteredClient client, @Nullable Scope asked) throws GeneralException {
        String scope = Clients.scope(asked, client.scopes());
        return new AccessTokenResponse(new Tokens(sessions.clientToken(client, scope), null)).toHTTPResponse();
    }

    private static HTTPResponse rendered(Issued issued) {
        RefreshToken refresh = issued.refreshToken() == null ? null : new RefreshToken(issued.refreshToken());
        return issued.idToken() == null
                ? new AccessTokenResponse(new Tokens(issued.accessToken(), refresh)).toHTTPResponse()
                : new OIDCTokenResponse(new OIDCTokens(issued.idToken(), issued.accessToken(), refresh))
                        .toHTTPResponse();
    }
}
