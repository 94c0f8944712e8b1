package io.sallyport.regions.directory;

/**
 * What proves a password without it: both hexadecimal.
 *
 * @param salt the user's salt
 * @param verifier g^x mod N (RFC 2945, in Cognito's form)
 */
public record SrpVerifier(String salt, String verifier) {

    /** Without the values. */
    @Override
    public String toString() {
        return "SrpVerifier";
    }
}
