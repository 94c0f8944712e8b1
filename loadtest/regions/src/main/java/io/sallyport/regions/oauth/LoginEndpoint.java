package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.oauth.LoginFlows.LoginFlow;
import io.sallyport.regions.signin.Credentials;
import io.sallyport.regions.signin.SignInResult;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Page.Form;
import io.sallyport.regions.web.Responses;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The login page, and the page after it where a user has TOTP. Forms post to paths, so they work behind a gateway. */
final class LoginEndpoint implements Endpoint {

    private final LoginFlows flows;
    private final Credentials credentials;
    private final SignInCompletion completion;

    LoginEndpoint(LoginFlows flows, Credentials credentials, SignInCompletion completion) {
        this.flows = flows;
        this.credentials = credentials;
        this.completion = completion;
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
        return loginPage(flow, browser, message(result));
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
        return completion.done(flow, user).orElseGet(LoginEndpoint::expired);
    }

    private static String message(SignInResult result) {
        if (result instanceof SignInResult.TotpUnavailable) {
            return "Sign-in with a one-time code is not available in this region.";
        }
        if (result instanceof SignInResult.Unconfirmed) {
            return "This account is not confirmed.";
        }
        if (result instanceof SignInResult.Disabled) {
            return "This account is disabled.";
        }
        return result instanceof SignInResult.Locked
                ? "Password attempts exceeded. Please wait."
                : "Incorrect username or password.";
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

    static HTTPResponse expired() {
        return Responses.html(
                HTTPResponse.SC_BAD_REQUEST,
                new Page("This sign-in has ended")
                        .say("It took too long, or began in another browser. Please start again at the application.")
                        .html());
    }
}
