package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.oauth.BrowserSessions.SignedIn;
import io.sallyport.regions.oauth.LoginFlows.LoginFlow;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.SignInResult;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Page.Form;
import io.sallyport.regions.web.Responses;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The login page, and the page after it where a user has TOTP. Forms post to paths, so they work behind a gateway. */
final class LoginEndpoint implements Endpoint {

    private final LoginFlows flows;
    private final Credentials credentials;
    private final BrowserSessions browsers;
    private final AuthorizationAnswers answers;
    private final InstantSource clock;

    LoginEndpoint(
            LoginFlows flows,
            Credentials credentials,
            BrowserSessions browsers,
            AuthorizationAnswers answers,
            InstantSource clock) {
        this.flows = flows;
        this.credentials = credentials;
        this.browsers = browsers;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        Browser browser = Browser.of(call);
        Optional<LoginFlow> flow = Call.first(call.queryParameters(), "flow").flatMap(id -> flows.find(id, browser));
        if (flow.isEmpty()) {
            return expired();
        }
        if (call.http().getMethod() == HTTPRequest.Method.GET) {
            return loginPage(flow.get(), browser, "");
        }
        Map<String, List<String>> form = call.parameters();
        return browser.sent(form) ? submitted(flow.get(), browser, form) : expired();
    }

    private HTTPResponse submitted(LoginFlow flow, Browser browser, Map<String, List<String>> form) {
        Optional<String> code = Call.first(form, "totp");
        return code.isPresent()
                ? totpSubmitted(flow, browser, code.get())
                : passwordSubmitted(
                        flow,
                        browser,
                        Call.first(form, "username").orElse(""),
                        Call.first(form, "password").orElse(""));
    }

    private HTTPResponse passwordSubmitted(LoginFlow flow, Browser browser, String username, String password) {
        SignInResult result = credentials.signIn(username, password);
        if (result instanceof SignInResult.Accepted accepted) {
            return done(flow, accepted.user());
        }
        if (result instanceof SignInResult.TotpRequired required) {
            flow.awaitTotp(required.user());
            return totpPage(flow, browser, "");
        }
        if (result instanceof SignInResult.TotpUnavailable) {
            return loginPage(flow, browser, "Sign-in with a one-time code is not available in this region.");
        }
        return loginPage(
                flow,
                browser,
                result instanceof SignInResult.Unconfirmed
                        ? "This account is not confirmed."
                        : "Incorrect username or password.");
    }

    private HTTPResponse totpSubmitted(LoginFlow flow, Browser browser, String code) {
        Optional<User> user = flow.awaitingTotp();
        if (user.isEmpty() || !flow.mayTryTotp()) {
            flows.end(flow);
            return expired();
        }
        return credentials.isTotpValid(user.get(), code)
                ? done(flow, user.get())
                : totpPage(flow, browser, "That code is not right.");
    }

    private HTTPResponse done(LoginFlow flow, User user) {
        if (!flows.end(flow)) {
            return expired();
        }
        SignedIn signedIn = new SignedIn(user.sub(), clock.instant());
        return browsers.remember(signedIn, answers.code(flow.request(), flow.scope(), signedIn));
    }

    private static HTTPResponse loginPage(LoginFlow flow, Browser browser, String message) {
        Form form = new Form(flow.path(), "Sign in")
                .hidden(Browser.CSRF_INPUT, browser.csrf())
                .input("username", "text", "User name")
                .input("password", "password", "Password");
        Page page = new Page("Sign in")
                .say(message)
                .form(form)
                .link("/forgotPassword", "Forgot your password?")
                .link("/signup", "Sign up");
        return Responses.html(HTTPResponse.SC_OK, page.html());
    }

    private static HTTPResponse totpPage(LoginFlow flow, Browser browser, String message) {
        Form form = new Form(flow.path(), "Continue")
                .hidden(Browser.CSRF_INPUT, browser.csrf())
                .input("totp", "text", "One-time code");
        return Responses.html(
                HTTPResponse.SC_OK,
                new Page("One-time code").say(message).form(form).html());
    }

    private static HTTPResponse expired() {
        return Responses.html(
                HTTPResponse.SC_BAD_REQUEST,
                new Page("This sign-in has ended")
                        .say("It took too long, or began in another browser. Please start again at the application.")
                        .html());
    }
}
