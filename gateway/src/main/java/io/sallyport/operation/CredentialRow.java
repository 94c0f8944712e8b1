package io.sallyport.operation;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The column {@code credential} of a dialect's table: exactly one of the first three.
 *
 * @param tried the field that names the account whose credential is tried
 * @param changed the field that names the account whose credential is changed
 * @param changedBy the field that holds the access token of the account whose credential is changed
 * @param with beside {@code tried}, the field without which nothing is tried
 */
record CredentialRow(
        @Nullable String tried,
        @Nullable String changed,
        @Nullable String changedBy,
        @Nullable String with) {

    /**
     * What the column says.
     *
     * @throws IllegalArgumentException where it says nothing, or more than one thing
     */
    Credential credential() {
        long said =
                Stream.of(tried, changed, changedBy).filter(Objects::nonNull).count();
        if (said != 1 || (with != null && tried == null)) {
            throw new IllegalArgumentException("neither tried nor changed nor changedBy alone: " + this);
        }
        if (tried != null) {
            return new Credential.Tried(tried, with);
        }
        return changed != null
                ? new Credential.Changed(changed)
                : new Credential.ChangedByHolder(Objects.requireNonNull(changedBy));
    }
}
