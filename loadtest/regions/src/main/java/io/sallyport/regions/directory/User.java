package io.sallyport.regions.directory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user of the pool.
 *
 * @param sub the stable identifier
 * @param username as signed up; compared without case
 * @param passwordHash in the modular crypt format
 * @param attributes standard claims by name, for example {@code email}
 * @param totpSecret base32, or null when the user has no TOTP
 * @param confirmed false until the confirmation code came back
 */
public record User(
        String sub,
        String username,
        String passwordHash,
        Map<String, String> attributes,
        @Nullable String totpSecret,
        boolean confirmed) {

    public User {
        attributes = Map.copyOf(attributes);
    }

    User confirm() {
        return new User(sub, username, passwordHash, attributes, totpSecret, true);
    }

    User withPasswordHash(String hash) {
        return new User(sub, username, hash, attributes, totpSecret, confirmed);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "User[sub=" + sub + "]";
    }
}
