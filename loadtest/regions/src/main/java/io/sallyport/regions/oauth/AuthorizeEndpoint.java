package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.oauth.AuthorizationChecks.Checked;
import io.sallyport.regions.oauth.BrowserSessions.SignedIn;
import io.sallyport.regions.oauth.LoginFlows.LoginFlow;
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
    private final AuthorizationChecks checks;
    private final PushedRequests pushed;
    private final Optional<FederatedSignIn> federated;
    private final LoginFlows flows;
    private final BrowserSessions browsers;
    private final AuthorizationAnswers answers;
    private final InstantSource clock;

    AuthorizeEndpoint(
            Directory directory,
            AuthorizationChecks checks,
            PushedRequests pushed,
            Optional<FederatedSignIn> federated,
            LoginFlows flows,
            BrowserSessions browsers,
            AuthorizationAnswers answers,
            InstantSource clock) {
        this.directory = directory;
        this.checks = checks;
        this.pushed = pushed;
        this.federated = federated;
        this.flows = flows;
        this.browsers = browsers;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        Optional<Map<String, List<String>>> resolved = pushed.resolve(call.parameters());
        if (resolved.isEmpty()) {
            return refused("The request has ended, or was never pushed (request_uri).");
        }
        Map<String, List<String>> parameters = resolved.get();
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
            Checked checked = checks.check(parameters, client);
            AuthorizationRequest request = checked.request();
            Optional<SignedIn> signedIn = usable(request, browsers.of(call));
            if (signedIn.isPresent()) {
                return answers.code(request, checked.scope(), signedIn.get());
            }
            if (prompts(request, Prompt.Type.NONE)) {
                throw new GeneralException(OIDCError.LOGIN_REQUIRED);
            }
            Browser browser = Browser.of(call);
            LoginFlow flow = flows.begin(request, checked.scope(), browser);
            return browser.remember(Responses.seeOther(next(flow, parameters, call)));
        } catch (GeneralException wrong) {
            State state = Call.first(parameters, "state").map(State::parse).orElse(null);
            return answers.error(redirectUri, state, mode(parameters), wrong.getErrorObject());
        }
    }

    /** The login page, or the other provider that the client asks for. */
    private String next(LoginFlow flow, Map<String, List<String>> parameters, Call call) {
        String provider = Call.first(parameters, "identity_provider").orElse("");
        return federated
                .filter(known -> known.isNamed(provider))
                .map(known -> known.start(flow, call).toString())
                .orElse(flow.path());
    }

    private static ResponseMode mode(Map<String, List<String>> parameters) {
        return new ResponseMode(Call.first(parameters, "response_mode")
                .filter(mode -> !mode.isEmpty())
                .orElse("query"));
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

    private static HTTPResponse refused(String reason) {
        return Responses.html(
                HTTPResponse.SC_BAD_REQUEST,
                new Page("This sign-in cannot start").say(reason).html());
    }
}
