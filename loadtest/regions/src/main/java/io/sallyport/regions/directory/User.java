package io.sallyport.regions.directory;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A user of the pool.
 *
 * @param sub the stable identifier
 * @param username as signed up; compared without case
 * @param passwordHash in the modular crypt format; empty where another provider keeps the password
 * @param attributes standard claims by name, for example {@code email}
 * @param totpSecret base32, or null when the user has no TOTP
 * @param confirmed false until the confirmation code came back
 * @param enabled false once an administrator disabled the user
 * @param groups the names of the groups that the user is in
 * @param srp null where the password was loaded without one
 */
public record User(
        String sub,
        String username,
        String passwordHash,
        Map<String, String> attributes,
        @Nullable String totpSecret,
        boolean confirmed,
        boolean enabled,
        Set<String> groups,
        @Nullable SrpVerifier srp) {

    public User {
        attributes = Map.copyOf(attributes);
        groups = Set.copyOf(groups);
    }

    /** An enabled user in no group, with a password. */
    public User(
            String sub,
            String username,
            Password password,
            Map<String, String> attributes,
            @Nullable String totpSecret,
            boolean confirmed) {
        this(sub, username, password.hash(), attributes, totpSecret, confirmed, true, Set.of(), password.srp());
    }

    /** A password as a pool keeps it: in the modular crypt format, and for SRP unless null. */
    public record Password(String hash, @Nullable SrpVerifier srp) {

        /** Never the values. */
        @Override
        public String toString() {
            return "Password";
        }
    }

    User confirm() {
        return new User(sub, username, passwordHash, attributes, totpSecret, true, enabled, groups, srp);
    }

    User withPassword(Password password) {
        return new User(
                sub, username, password.hash(), attributes, totpSecret, confirmed, enabled, groups, password.srp());
    }

    User withAttributes(Map<String, String> changed) {
        return new User(sub, username, passwordHash, changed, totpSecret, confirmed, enabled, groups, srp);
    }

    User withEnabled(boolean isEnabled) {
        return new User(sub, username, passwordHash, attributes, totpSecret, confirmed, isEnabled, groups, srp);
    }

    User withGroups(UnaryOperator<Set<String>> change) {
        Set<String> changed = change.apply(new TreeSet<>(groups));
        return new User(sub, username, passwordHash, attributes, totpSecret, confirmed, enabled, changed, srp);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "User[sub=" + sub + "]";
    }
}
