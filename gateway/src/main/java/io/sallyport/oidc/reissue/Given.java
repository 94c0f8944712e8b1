package io.sallyport.oidc.reissue;

import io.sallyport.upstream.Outcome;

/** What a client is given of a region's answer. */
public sealed interface Given {

    /** This: as it came, or with its ID token signed anew. */
    record Passed(Outcome.Answered answer) implements Given {}

    /** Nothing: an ID token is in it, or may be, that cannot be given under the gateway's name. */
    record Withheld() implements Given {}
}
