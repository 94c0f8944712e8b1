package io.sallyport.token;

/** What came of looking for the key that signed a token. */
sealed interface SignatureReading permits SignedToken, SignatureReading.Failed {

    /**
     * No trusted issuer's key is known to have signed it.
     *
     * @param verdict refused or undecided
     */
    record Failed(Verdict verdict) implements SignatureReading {}
}
