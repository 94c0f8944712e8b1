package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Identifier;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.oauth.AuthorizationCodes.Grant;
import io.sallyport.regions.oauth.BrowserSessions.SignedIn;
import io.sallyport.regions.token.Secrets;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends the browser back to the client, with a code or an error, and the issuer (RFC 9207). */
final class AuthorizationAnswers {

    private final Issuer issuer;
    private final Directory directory;
    private final AuthorizationCodes codes;

    AuthorizationAnswers(String issuer, Directory directory, AuthorizationCodes codes) {
        this.issuer = new Issuer(issuer);
        this.directory = directory;
        this.codes = codes;
    }

    /** A code for {@code signedIn}, who needs no page any more. */
    HTTPResponse code(AuthorizationRequest request, String scope, SignedIn signedIn) {
        if (directory.user(signedIn.sub()).isEmpty()) {
            return error(request.getRedirectionURI(), request.getState(), OAuth2Error.ACCESS_DENIED);
        }
        String sid = Secrets.random();
        signedIn.sids().add(sid);
        String code = codes.issue(new Grant(
                sid,
                signedIn.sub(),
                request.getClientID().getValue(),
                request.getRedirectionURI().toString(),
                scope,
                nonce(request),
                request.getCodeChallenge(),
                signedIn.at()));
        return new AuthorizationSuccessResponse(
                        request.getRedirectionURI(),
                        new AuthorizationCode(code),
                        null,
                        request.getState(),
                        issuer,
                        ResponseMode.QUERY)
                .toHTTPResponse();
    }

    HTTPResponse error(URI redirectUri, @Nullable State state, @Nullable ErrorObject error) {
        ErrorObject told = error == null ? OAuth2Error.INVALID_REQUEST : error;
        return new AuthorizationErrorResponse(redirectUri, told, state, issuer, ResponseMode.QUERY).toHTTPResponse();
    }

    private static @Nullable String nonce(AuthorizationRequest request) {
        return request instanceof AuthenticationRequest openid
                ? Optional.ofNullable(openid.getNonce())
                        .map(Identifier::getValue)
                        .orElse(null)
                : null;
    }
}
