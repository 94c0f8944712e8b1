package io.sallyport.token;

/** What has been revoked. A lookup never waits and does no I/O. */
@FunctionalInterface
public interface Revocations {

    /** Nothing is revoked. */
    Revocations NONE = (digest, claims) -> false;

    /** Whether the token of this digest and these claims is revoked, by itself, its id, its session or its subject. */
    boolean revokes(TokenDigest digest, Claims claims);

    /** Whether exactly this token is revoked: all that can be asked of one whose claims nobody verified. */
    default boolean revokes(TokenDigest digest) {
        return false;
    }
}
