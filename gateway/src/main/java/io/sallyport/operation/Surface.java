package io.sallyport.operation;

/** Who speaks through an operation, and so what a well-formed answer looks like and which language a refusal takes. */
public enum Surface {
    /** The provider's JSON API (Cognito's {@code X-Amz-Target}). */
    API,
    /** An OAuth endpoint: answers are JSON, never a page. */
    OAUTH,
    /** A page for a person. */
    PAGE
}
