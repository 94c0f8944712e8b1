package io.sallyport.regions.directory;

/** A change of sessions. Any region may make one; a replica's never leave it, as replication runs one way. */
public sealed interface SessionEvent extends Event {

    /** A user signed in at a client, or this region learned of it by a self-contained refresh token. */
    record SessionOpened(Session session) implements SessionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(session);
        }
    }

    /** The session's refresh token was spent for another one, whose digest this is. */
    record RefreshTokenRotated(String sid, String refreshDigest) implements SessionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.rotate(sid, refreshDigest);
        }

        @Override
        public String toString() {
            return "RefreshTokenRotated[sid=" + sid + "]";
        }
    }

    /** A session and all its tokens are dead; it need not be remembered after {@code untilMillis}. */
    record SessionRevoked(String sid, long untilMillis) implements SessionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.revokeSession(sid, untilMillis);
        }
    }

    /** All sessions that {@code sub} opened until {@code atMillis} are dead. */
    record UserSignedOut(String sub, long atMillis) implements SessionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.signOut(sub, atMillis);
        }
    }

    /** One access token is dead; it need not be remembered after {@code expiresAtMillis}. */
    record AccessTokenRevoked(String jti, long expiresAtMillis) implements SessionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.revokeAccessToken(jti, expiresAtMillis);
        }
    }
}
