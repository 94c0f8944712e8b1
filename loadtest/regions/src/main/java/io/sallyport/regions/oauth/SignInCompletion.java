package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.oauth.BrowserSessions.SignedIn;
import io.sallyport.regions.oauth.LoginFlows.LoginFlow;
import java.time.InstantSource;
import java.util.Optional;

/** Ends a login that succeeded: the browser is signed in, and goes back to the client with a code. */
final class SignInCompletion {

    private final LoginFlows flows;
    private final BrowserSessions browsers;
    private final AuthorizationAnswers answers;
    private final InstantSource clock;

    SignInCompletion(LoginFlows flows, BrowserSessions browsers, AuthorizationAnswers answers, InstantSource clock) {
        this.flows = flows;
        this.browsers = browsers;
        this.answers = answers;
        this.clock = clock;
    }

    /** The way back to the client; empty if the flow had ended before. */
    Optional<HTTPResponse> done(LoginFlow flow, User user) {
        if (!flows.end(flow)) {
            return Optional.empty();
        }
        SignedIn signedIn = new SignedIn(user.sub(), clock.instant());
        return Optional.of(browsers.remember(signedIn, answers.code(flow.request(), flow.scope(), signedIn)));
    }
}
