package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.oauth.BrowserSessions.SignedIn;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Responses;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The authorization endpoint (RFC 6749 section 3.1, OpenID Connect Core 3.1.2). Until client and redirect URI are
 * known to be good the browser is never sent anywhere: errors become a page.
 */
final class AuthorizeEndpoint implements Endpoint {

    private final Directory directory;
    private final LoginFlows flows;
    private final BrowserSessions browsers;
    private final AuthorizationAnswers answers;
    private final InstantSource clock;

    AuthorizeEndpoint(
            Directory directory,
            LoginFlows flows,
            BrowserSessions browsers,
            AuthorizationAnswers answers,
            InstantSource clock) {
        this.directory = directory;
        this.flows = flows;
        this.browsers = browsers;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        Map<String, List<String>> parameters = call.parameters();
        Optional<RegisteredClient> client = Call.first(parameters, "client_id").flatMap(directory::client);
        if (client.isEmpty()) {
            return refused("The application is not known here (client_id).");
        }
        Optional<String> redirectUri = Call.first(parameters, "redirect_uri")
                .filter(uri -> RedirectUris.isRegistered(uri, client.get().redirectUris()));
        if (redirectUri.isEmpty()) {
            return refused("The address to return to is not registered for this application (redirect_uri).");
        }
        return answer(call, parameters, client.get(), URI.create(redirectUri.get()));
    }

    private HTTPResponse answer(
            Call call, Map<String, List<String>> parameters, RegisteredClient client, URI redirectUri) {
        try {
            AuthorizationRequest request = parse(parameters);
            String scope = check(request, client);
            Optional<SignedIn> signedIn = usable(request, browsers.of(call));
            if (signedIn.isPresent()) {
                return answers.code(request, scope, signedIn.get());
            }
            if (prompts(request, Prompt.Type.NONE)) {
                throw new GeneralException(OIDCError.LOGIN_REQUIRED);
            }
            Browser browser = Browser.of(call);
            return browser.remember(
                    Responses.seeOther(flows.begin(request, scope, browser).path()));
        } catch (GeneralException wrong) {
            State state = Call.first(parameters, "state").map(State::parse).orElse(null);
            return answers.error(redirectUri, state, wrong.getErrorObject());
        }
    }

    private static AuthorizationRequest parse(Map<String, List<String>> parameters) throws ParseException {
        Scope scope = Scope.parse(Call.first(parameters, "scope").orElse(""));
        return scope.contains("openid")
                ? AuthenticationRequest.parse(parameters)
                : AuthorizationRequest.parse(parameters);
    }

    private static String check(AuthorizationRequest request, RegisteredClient client) throws GeneralException {
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
        if (!ResponseMode.QUERY.equals(request.impliedResponseMode())) {
            throw invalid("response_mode: only query is offered");
        }
        checkPkce(request, client);
        return Clients.scope(request.getScope(), client.scopes());
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

    private Optional<SignedIn> usable(AuthorizationRequest request, Optional<SignedIn> signedIn) {
        if (prompts(request, Prompt.Type.LOGIN) || prompts(request, Prompt.Type.SELECT_ACCOUNT)) {
            return Optional.empty();
        }
        int maxAge = request instanceof AuthenticationRequest openid ? openid.getMaxAge() : -1;
        return signedIn.filter(
                known -> maxAge < 0 || known.at().plusSeconds(maxAge).isAfter(clock.instant()));
    }

    private static boolean prompts(AuthorizationRequest request, Prompt.Type type) {
        return request.getPrompt() != null && request.getPrompt().contains(type);
    }

    private static GeneralException invalid(String description) {
        return new GeneralException(OAuth2Error.INVALID_REQUEST.setDescription(description));
    }

    private static HTTPResponse refused(String reason) {
        return Responses.html(
                HTTPResponse.SC_BAD_REQUEST,
                new Page("This sign-in cannot start").say(reason).html());
    }
}
