package io.sallyport.regions.signin;

import io.sallyport.regions.directory.User;

/** What came of a name and a proof of the password. */
public sealed interface SignInResult {

    /** The user is who they say. */
    record Accepted(User user) implements SignInResult {}

    /** The password is right; a one-time code must follow. */
    record TotpRequired(User user) implements SignInResult {}

    /** The password is right, but this region does not offer TOTP: only the primary does. */
    record TotpUnavailable() implements SignInResult {}

    /** The password is right; the address was never confirmed. */
    record Unconfirmed(User user) implements SignInResult {}

    /** The password is right; an administrator disabled the user. */
    record Disabled() implements SignInResult {}

    /** Too many wrong passwords for that name in this region; nothing was checked. */
    record Locked() implements SignInResult {}

    /** No such user, or not the password. */
    record Rejected() implements SignInResult {}
}
