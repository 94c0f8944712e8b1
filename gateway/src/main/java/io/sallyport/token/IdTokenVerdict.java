package io.sallyport.token;

/** What became of an ID token. */
public sealed interface IdTokenVerdict {

    /** A key of its issuer has signed it, and it is an ID token. */
    record Genuine(IdToken token) implements IdTokenVerdict {}

    /**
     * It is not believed.
     *
     * @param verdict refused or undecided
     */
    record NotBelieved(Verdict verdict) implements IdTokenVerdict {}
}
