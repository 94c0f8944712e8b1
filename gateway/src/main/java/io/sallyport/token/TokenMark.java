package io.sallyport.token;

/**
 * Names exactly one token among the revoked, however it is signed again without the key: beside an ECDSA signature (r, s)
 * anybody can make (r, n - s), which is as good. Of a compact JWS it covers what is signed and the first half of the
 * signature: the half that stays, and that only a holder of the token knows.
 *
 * @param digest of that much of the token; of any other text, of all of it
 */
public record TokenMark(TokenDigest digest) {

    /** The mark of this text, which need not be a JWT. */
    public static TokenMark of(String token) {
        int payload = token.indexOf('.') + 1;
        int signature = payload == 0 ? 0 : token.indexOf('.', payload) + 1;
        boolean isJws = signature > 0 && token.indexOf('.', signature) < 0;
        return new TokenMark(TokenDigest.of(isJws ? token.substring(0, halfOf(token, signature)) : token));
    }

    /** The last character that holds no bit of the second half, excluding. */
    private static int halfOf(String token, int signature) {
        int bytes = (token.length() - signature) * 3 / 4;
        return signature + bytes / 2 * 4 / 3;
    }
}
