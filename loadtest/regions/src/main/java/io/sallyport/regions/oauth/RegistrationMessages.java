package io.sallyport.regions.oauth;

import io.sallyport.regions.signin.RegistrationResult;

/** What pages say about a registration that did not work. */
final class RegistrationMessages {

    private RegistrationMessages() {}

    static String of(RegistrationResult result) {
        if (result instanceof RegistrationResult.Invalid invalid) {
            return invalid.reason();
        }
        if (result instanceof RegistrationResult.WeakPassword weak) {
            return weak.reason();
        }
        if (result instanceof RegistrationResult.NameTaken) {
            return "That user name is taken.";
        }
        return result instanceof RegistrationResult.AlreadyConfirmed
                ? "That account is confirmed already."
                : "That code is not right.";
    }
}
