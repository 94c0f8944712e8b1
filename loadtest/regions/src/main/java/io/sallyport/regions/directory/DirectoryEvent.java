package io.sallyport.regions.directory;

import java.util.Map;

/** A change of users, credentials, clients or groups. Only the primary may make one. */
public sealed interface DirectoryEvent extends Event {

    /** A user signed up, was loaded, or came from another provider for the first time. */
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
    record PasswordSet(String sub, User.Password password) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.change(sub, user -> user.withPassword(password));
        }
    }

    /** A user has these attributes and no others. */
    record AttributesSet(String sub, Map<String, String> attributes) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.change(sub, user -> user.withAttributes(attributes));
        }

        @Override
        public String toString() {
            return "AttributesSet[sub=" + sub + "]";
        }
    }

    /** An administrator lets a user in again, or no more. */
    record UserEnabledSet(String sub, boolean enabled) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.change(sub, user -> user.withEnabled(enabled));
        }
    }

    /** A group exists from now on. */
    record GroupCreated(Group group) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(group);
        }
    }

    /** A user is in a group from now on, or no more. */
    record GroupMembershipSet(String sub, String group, boolean member) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.change(
                    sub,
                    user -> user.withGroups(groups -> {
                        if (member) {
                            groups.add(group);
                        } else {
                            groups.remove(group);
                        }
                        return groups;
                    }));
        }
    }

    /** A client was registered, or registered anew. */
    record ClientRegistered(RegisteredClient client) implements DirectoryEvent {
        @Override
        public void applyTo(Directory directory) {
            directory.put(client);
        }
    }
}
