package io.sallyport.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Cognito's JSON API through the gateway.
 *
 * @param signed what becomes of signed calls
 */
public record Api(Signed signed) {

    /** What becomes of calls that are signed with AWS credentials. */
    public enum Signed {
        /** Refused, with the name of the endpoint that takes them. */
        REFUSE,
        /** Passed on with the host that was signed, which is the gateway's. */
        @JsonProperty("passHost")
        PASS_HOST
    }
}
