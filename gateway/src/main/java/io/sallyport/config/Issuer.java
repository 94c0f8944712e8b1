package io.sallyport.config;

/**
 * Under which name tokens are issued.
 *
 * @param mode see {@link Mode}
 */
public record Issuer(Mode mode) {

    /** How the regions' issuers become the one that clients see. */
    public enum Mode {
        /** Both regions sign with one issuer. */
        SHARED,
        /** Each region signs with its own; validation accepts either. */
        REGIONAL,
        /** ID tokens are signed anew under the public URL, with the gateway's own key. */
        REISSUE
    }
}
