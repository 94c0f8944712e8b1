package io.sallyport.token;

/** What has been revoked. A lookup never waits and does no I/O. */
public interface Revocations {

    /** Nothing is revoked. */
    Revocations NONE = new Revocations() {
        @Override
        public boolean revokes(TokenMark mark) {
            return false;
        }

        @Override
        public boolean revokes(Origin origin) {
            return false;
        }

        @Override
        public boolean isEmpty() {
            return true;
        }
    };

    /** Whether exactly this token is revoked: all that can be asked of one of which nobody knows what it says. */
    boolean revokes(TokenMark mark);

    /** Whether what came of this is revoked: by the token's id, its session or its subject. */
    boolean revokes(Origin origin);

    /** Whether there is nothing to look for. */
    boolean isEmpty();

    /** Whether the token of this mark and these claims is revoked, by itself or by what it came of. */
    default boolean revokes(TokenMark mark, Claims claims) {
        return !isEmpty() && (revokes(mark) || revokes(Origin.of(claims)));
    }
}
