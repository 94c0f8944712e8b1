package io.sallyport.regions.signin;

import io.sallyport.regions.directory.User;

/** What came of signing up, confirming, or choosing a new password. */
public sealed interface RegistrationResult {

    /** It is done. */
    record Done(User user) implements RegistrationResult {}

    /** Somebody has that name. */
    record NameTaken() implements RegistrationResult {}

    /** The name or an attribute is not acceptable. */
    record Invalid(String reason) implements RegistrationResult {}

    /** The password is not acceptable. */
    record WeakPassword(String reason) implements RegistrationResult {}

    /** That is not the password in use. */
    record WrongPassword() implements RegistrationResult {}

    /** No code like that was sent to that user. */
    record WrongCode() implements RegistrationResult {}

    /** That user is confirmed already. */
    record AlreadyConfirmed() implements RegistrationResult {}
}
