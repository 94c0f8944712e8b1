package io.sallyport.operation;

/** How an operation refuses a value that it does not know, in the words of its standard. */
public enum ForgedAnswer {
    /** {@code invalid_grant} (RFC 6749 §5.2); in Cognito's API {@code NotAuthorizedException}. */
    GRANT,
    /** {@code invalid_request}. */
    REQUEST,
    /** {@code invalid_request_uri} (RFC 9101 §6, RFC 9126). */
    REQUEST_URI,
    /** The answer {@code {"active":false}} (RFC 7662 §2.2). */
    INACTIVE
}
