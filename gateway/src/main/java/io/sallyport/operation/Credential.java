package io.sallyport.operation;

import org.jspecify.annotations.Nullable;

/**
 * What a request does with an account's credential, and where it names the account. Fields are named as parameters of the form,
 * or as the path of a JSON member ({@code AuthParameters.USERNAME}).
 */
public sealed interface Credential {

    /**
     * It is tried: a sign-in, or a step of one.
     *
     * @param account the field that names the account
     * @param proof the field without which nothing is tried; null where the operation always tries
     */
    record Tried(String account, @Nullable String proof) implements Credential {}

    /**
     * It is changed or taken away, once the region has accepted it.
     *
     * @param account the field that names the account
     */
    record Changed(String account) implements Credential {}

    /**
     * The same, by its holder.
     *
     * @param token the field that holds the account's access token
     */
    record ChangedByHolder(String token) implements Credential {}
}
