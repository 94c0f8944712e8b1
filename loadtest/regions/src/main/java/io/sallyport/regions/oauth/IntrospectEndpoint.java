package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import io.sallyport.regions.directory.Session;
import io.sallyport.regions.token.AccessClaims;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.Sessions;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import java.time.Instant;
import java.util.Date;

/** Tells a confidential client whether a token is live (RFC 7662). */
final class IntrospectEndpoint implements Endpoint {

    private final Clients clients;
    private final Sessions sessions;
    private final AccessTokens accessTokens;

    IntrospectEndpoint(Clients clients, Sessions sessions, AccessTokens accessTokens) {
        this.clients = clients;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        TokenIntrospectionRequest request = TokenIntrospectionRequest.parse(call.withoutRepetition());
        clients.authenticate(request.getClientAuthentication());
        String token = request.getToken().getValue();
        TokenIntrospectionSuccessResponse told = accessTokens
                .check(token)
                .map(IntrospectEndpoint::active)
                .or(() -> sessions.byRefreshToken(token).map(IntrospectEndpoint::active))
                .orElseGet(() -> new TokenIntrospectionSuccessResponse.Builder(false).build());
        HTTPResponse response = told.toHTTPResponse();
        response.setCacheControl("no-store");
        return response;
    }

    private static TokenIntrospectionSuccessResponse active(AccessClaims claims) {
        TokenIntrospectionSuccessResponse.Builder told = new TokenIntrospectionSuccessResponse.Builder(true)
                .tokenType(AccessTokenType.BEARER)
                .issuer(new Issuer(claims.issuer()))
                .subject(new Subject(claims.sub()))
                .clientID(new ClientID(claims.clientId()))
                .scope(Scope.parse(claims.scope()))
                .jwtID(new JWTID(claims.jti()))
                .issueTime(Date.from(claims.issuedAt()))
                .expirationTime(Date.from(claims.expiresAt()))
                .parameter("token_use", "access");
        if (claims.username() != null && claims.sid() != null) {
            told.username(claims.username()).parameter("sid", claims.sid());
        }
        return told.build();
    }

    private static TokenIntrospectionSuccessResponse active(Session session) {
        return new TokenIntrospectionSuccessResponse.Builder(true)
                .subject(new Subject(session.sub()))
                .clientID(new ClientID(session.clientId()))
                .scope(Scope.parse(session.scope()))
                .expirationTime(Date.from(Instant.ofEpochMilli(session.expiresAtMillis())))
                .parameter("token_use", "refresh")
                .parameter("sid", session.sid())
                .build();
    }
}
