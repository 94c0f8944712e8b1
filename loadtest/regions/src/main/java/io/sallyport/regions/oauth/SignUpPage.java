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
import java.util.Optional;

/** Signing up by browser: name, address and password, then the code that was sent. On a primary only. */
final class SignUpPage implements Endpoint {

    private static final String PATH = "/signup";

    private final Registration registration;

    SignUpPage(Registration registration) {
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
        return Call.first(form, "code")
                .map(code -> confirmed(browser, username, code))
                .orElseGet(() -> signedUp(browser, username, form));
    }

    private HTTPResponse signedUp(Browser browser, String username, Map<String, List<String>> form) {
        Optional<String> email = Call.first(form, "email");
        Map<String, String> attributes =
                email.map(address -> Map.of("email", address)).orElse(Map.of());
        RegistrationResult result =
                registration.signUp(username, Call.first(form, "password").orElse(""), attributes);
        return result instanceof RegistrationResult.Done
                ? codePage(browser, username, "We sent you a code.")
                : firstPage(browser, RegistrationMessages.of(result));
    }

    private HTTPResponse confirmed(Browser browser, String username, String code) {
        RegistrationResult result = registration.confirmSignUp(username, code);
        return result instanceof RegistrationResult.Done
                ? Responses.html(
                        HTTPResponse.SC_OK,
                        new Page("Welcome").say("You can sign in now.").html())
                : codePage(browser, username, RegistrationMessages.of(result));
    }

    private static HTTPResponse firstPage(Browser browser, String message) {
        Form form = new Form(PATH, "Sign up")
                .hidden(Browser.CSRF_INPUT, browser.csrf())
                .input("username", "text", "User name")
                .input("email", "email", "Email")
                .input("password", "password", "Password");
        return Responses.html(
                HTTPResponse.SC_OK, new Page("Sign up").say(message).form(form).html());
    }

    private static HTTPResponse codePage(Browser browser, String username, String message) {
        Form form = new Form(PATH, "Confirm")
                .hidden(Browser.CSRF_INPUT, browser.csrf())
                .hidden("username", username)
                .input("code", "text", "Code");
        return Responses.html(
                HTTPResponse.SC_OK,
                new Page("Confirm your address").say(message).form(form).html());
    }
}
