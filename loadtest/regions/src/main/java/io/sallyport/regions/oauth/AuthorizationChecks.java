package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.web.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an authorization request must be, once its client and redirect URI are known to be good. */
final class AuthorizationChecks {

    private static final Set<ResponseMode> MODES = Set.of(ResponseMode.QUERY, ResponseMode.FORM_POST);

    /** A request that may go on, and the scope it opens. */
    record Checked(AuthorizationRequest request, String scope) {}

    /**
     * Parses and checks a request of {@code client}.
     *
     * @throws GeneralException what the client is to be told
     */
    Checked check(Map<String, List<String>> parameters, RegisteredClient client) throws GeneralException {
        AuthorizationRequest request = parse(parameters);
        if (request.specifiesRequestObject()) {
            throw new GeneralException(
                    request.getRequestURI() == null
                            ? OAuth2Error.REQUEST_NOT_SUPPORTED
                            : OAuth2Error.REQUEST_URI_NOT_SUPPORTED);
        }
        if (!client.grantTypes().contains("authorization_code")) {
            throw new GeneralException(OAuth2Error.UNAUTHORIZED_CLIENT);
        }
        if (!request.getResponseType().impliesCodeFlow()) {
            throw new GeneralException(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
        }
        if (!MODES.contains(request.impliedResponseMode())) {
            throw invalid("response_mode: query and form_post are offered");
        }
        checkPkce(request, client);
        return new Checked(request, Clients.scope(request.getScope(), client.scopes()));
    }

    private static AuthorizationRequest parse(Map<String, List<String>> parameters) throws ParseException {
        Scope scope = Scope.parse(Call.first(parameters, "scope").orElse(""));
        return scope.contains("openid")
                ? AuthenticationRequest.parse(parameters)
                : AuthorizationRequest.parse(parameters);
    }

    private static void checkPkce(AuthorizationRequest request, RegisteredClient client) throws GeneralException {
        if (request.getCodeChallenge() == null) {
            if (client.isPublic()) {
                throw invalid("code_challenge: required for public clients");
            }
        } else if (!CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
            throw invalid("code_challenge_method: only S256 is offered");
        }
    }

    private static GeneralException invalid(String description) {
        return new GeneralException(OAuth2Error.INVALID_REQUEST.setDescription(description));
    }
}
