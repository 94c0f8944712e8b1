package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.signin.Registration;
import io.sallyport.regions.signin.RegistrationResult;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import io.sallyport.regions.web.Page;
import io.sallyport.regions.web.Page.Form;
import io.sallyport.regions.web.Responses;
import java.util.List;
import java.util.Map;

/** A new password by browser: the name, then the code that was sent with the new password. On a primary only. */
final class ForgotPasswordPage implements Endpoint {

    private static final String PATH = "/forgotPassword";

    private final Registration registration;

    ForgotPasswordPage(Registration registration) {
        this.registration = registration;
    }

    @Override
    public HTTPResponse answer(Call call) throws GeneralException {
        Browser browser = Browser.of(call);
        if (call.http().getMethod() == HTTPRequest.Method.GET) {
            return browser.remember(firstPage(browser, ""));
        }
        Map<String, List<String>> form = call.parameters();
        if (!browser.sent(form)) {
            return browser.remember(firstPage(browser, "Please try again."));
        }
        String username = Call.first(form, "username").orElse("");
        if (form.containsKey("code")) {
            return changed(browser, username, form);
        }
        registration.forgotPassword(username);
        return codePage(browser, username, "If we know you, we sent you a code.");
    }

    private HTTPResponse changed(Browser browser, String username, Map<String, List<String>> form) {
        RegistrationResult result = registration.confirmForgotPassword(
                username,
                Call.first(form, "code").orElse(""),
                Call.first(form, "password").orElse(""));
        return result instanceof RegistrationResult.Done
                ? Responses.html(
                        HTTPResponse.SC_OK,
                        new Page("Password changed").say("You can sign in now.").html())
                : codePage(browser, username, RegistrationMessages.of(result));
    }

    private static HTTPResponse firstPage(Browser browser, String message) {
        Form form = new Form(PATH, "Send a code")
                .hidden(Browser.CSRF_INPUT, browser.csrf())
                .input("username", "text", "User name");
        return Responses.html(
                HTTPResponse.SC_OK,
                new Page("Forgot your password?").say(message).form(form).html());
    }

    private static HTTPResponse codePage(Browser browser, String username, String message) {
        Form form = new Form(PATH, "Change password")
                .hidden(Browser.CSRF_INPUT, browser.csrf())
                .hidden("username", username)
                .input("code", "text", "Code")
                .input("password", "password", "New password");
        return Responses.html(
                HTTPResponse.SC_OK,
                new Page("Choose a new password").say(message).form(form).html());
    }
}
