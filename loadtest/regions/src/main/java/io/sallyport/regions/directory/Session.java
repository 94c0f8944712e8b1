package io.sallyport.regions.directory;

/**
 * One sign-in of a user at a client.
 *
 * @param sid the session identifier that its tokens carry
 * @param scope space-separated
 * @param refreshDigest base64url SHA-256 of the refresh token
 * @param openedAtMillis when the user proved who they are
 * @param expiresAtMillis when the refresh token ends
 */
public record Session(
        String sid,
        String sub,
        String clientId,
        String scope,
        String refreshDigest,
        long openedAtMillis,
        long expiresAtMillis) {

    /** The same session with another refresh token. */
    public Session withRefreshDigest(String digest) {
        return new Session(sid, sub, clientId, scope, digest, openedAtMillis, expiresAtMillis);
    }
}
