package io.sallyport.operation;

/** What a request reads by an access token, and where that stands. */
public sealed interface Reads {

    /**
     * What the token's holder may know. A token that is no good is 401 (RFC 6750 §3.1).
     *
     * @param name the header that holds the token, as a bearer's
     */
    record ByHeader(String name) implements Reads {}

    /**
     * The same by the JSON API, where a token that is no good is {@code NotAuthorizedException}.
     *
     * @param name the field of the body that holds the token
     */
    record ByField(String name) implements Reads {}

    /**
     * Whether the token is good: where it is not the answer is {@code active:false} (RFC 7662 §2.2).
     *
     * @param name the field of the form that holds the token
     */
    record About(String name) implements Reads {}
}
