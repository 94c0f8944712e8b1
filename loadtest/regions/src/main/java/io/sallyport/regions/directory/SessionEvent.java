package io.sallyport.regions.directory;

/** A change of sessions. Any region may make one; a replica's never leave it, as replication runs one way. */
public sealed interface SessionEvent extends Event {

    /** A user signed in at a client. */
    record SessionOpened(Session session) implements SessionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(session);
        }
    }

    /** A session, its refresh token and the access tokens that came of it are dead. */
    record SessionRevoked(String sid) implements SessionEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.revokeSession(sid);
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
