package io.sallyport.operation;

/**
 * What a request revokes that the region accepts.
 *
 * @param by the field of the body that holds a token
 * @param what how much the token takes with it
 */
public record Revokes(String by, What what) {

    /** How much of what a token stands for is revoked. */
    public enum What {
        /** The token. */
        TOKEN,
        /** Its session. */
        SESSION,
        /** Everything of its subject so far. */
        SUBJECT
    }
}
