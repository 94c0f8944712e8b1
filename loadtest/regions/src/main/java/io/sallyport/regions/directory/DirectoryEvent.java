package io.sallyport.regions.directory;

/** A change of users, credentials, clients or keys. Only the primary may make one. */
public sealed interface DirectoryEvent extends Event {

    /** A user signed up, or was loaded. */
    record UserAdded(User user) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(user);
        }
    }

    /** A user proved to own the address that the confirmation code was sent to. */
    record UserConfirmed(String sub) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.change(sub, User::confirm);
        }
    }

    /** A user has a new password. */
    record PasswordSet(String sub, String passwordHash) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.change(sub, user -> user.withPasswordHash(passwordHash));
        }

        @Override
        public String toString() {
            return "PasswordSet[sub=" + sub + "]";
        }
    }

    /** A client was registered, or registered anew. */
    record ClientRegistered(RegisteredClient client) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(client);
        }
    }

    /** A region signs with this key under this issuer from now on; {@code jwk} is the public key as JSON. */
    record SigningKeyPublished(String issuer, String jwk) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(this);
        }
    }
}
