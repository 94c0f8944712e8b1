package io.sallyport.operation;

/** A value that one region alone may know, and that tells by itself, or by what is remembered of it, which one. */
public enum HintKind {
    /** An authorization code (RFC 6749 §4.1.2). */
    CODE,
    /** A reference to a pushed authorization request (RFC 9126 §2.2). */
    REQUEST_URI,
    /** A device code (RFC 8628 §3.2). */
    DEVICE_CODE,
    /** A sign-in of Cognito's API that is under way: {@code Session}. */
    SESSION,
    /** A refresh token. Known to more than its region where that one's sessions are replicated. */
    REFRESH_TOKEN,
    /** What an SRP client signs: it cannot carry anything, so the gateway remembers whose it is. */
    SECRET_BLOCK,
    /** An ID token (OpenID Connect Core §2): its issuer and key tell, as far as they are one region's. */
    ID_TOKEN
}
