package io.sallyport.operation;

import java.util.Locale;

/** What people and front ends call a thing that can be missing: the names at {@code /-/capabilities}. */
public enum Capability {
    /** To sign in at all. */
    SIGN_IN,
    /** To create an account, and to confirm it. */
    SIGN_UP,
    /** To replace a password that is forgotten, or was set by somebody else. */
    PASSWORD_RESET,
    /** To change what an account holds: attributes, the password, devices, passkeys; or to delete it. */
    PROFILE_UPDATE,
    /** To sign in with a one-time code of an authenticator app, and to set that up. */
    TOTP_MFA,
    /** To sign in by another provider for the first time, which creates an account. */
    FEDERATED_FIRST_SIGN_IN,
    /** To be known again on a device that was remembered. */
    DEVICE_TRACKING,
    /** To register an application (RFC 7591, RFC 7592). */
    CLIENT_REGISTRATION;

    private final String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in answers, tables and meters. */
    public String tag() {
        return tag;
    }
}
