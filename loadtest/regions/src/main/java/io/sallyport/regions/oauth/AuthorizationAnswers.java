package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
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
        if (directory.enabledUser(signedIn.sub()).isEmpty()) {
            return error(request, OAuth2Error.ACCESS_DENIED);
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
        return sent(new AuthorizationSuccessResponse(
                request.getRedirectionURI(),
                new AuthorizationCode(code),
                null,
                request.getState(),
                issuer,
                request.impliedResponseMode()));
    }

    /** An error, for a request that was checked. */
    HTTPResponse error(AuthorizationRequest request, ErrorObject error) {
        return error(request.getRedirectionURI(), request.getState(), request.impliedResponseMode(), error);
    }

    /** An error; a {@code mode} that is not offered is answered in the query. */
    HTTPResponse error(URI redirectUri, @Nullable State state, ResponseMode mode, @Nullable ErrorObject error) {
        ErrorObject told = error == null ? OAuth2Error.INVALID_REQUEST : error;
        ResponseMode offered = ResponseMode.FORM_POST.equals(mode) ? mode : ResponseMode.QUERY;
        return sent(new AuthorizationErrorResponse(redirectUri, told, state, issuer, offered));
    }

    private static HTTPResponse sent(AuthorizationResponse response) {
        return ResponseMode.FORM_POST.equals(response.getResponseMode())
                ? FormPost.of(response)
                : response.toHTTPResponse();
    }

    private static @Nullable String nonce(AuthorizationRequest request) {
        return request instanceof AuthenticationRequest openid
                ? Optional.ofNullable(openid.getNonce())
                        .map(Identifier::getValue)
                        .orElse(null)
                : null;
    }
}
