package io.sallyport.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the provider that its dialect does not have, or has otherwise. Words are the schema's.
 *
 * @param on methods and one path, or {@code API} and an operation's name
 * @param name in metrics and logs
 * @param operationClass what it does; {@code none} for what is not forwarded
 * @param plane of a region, of which it says something; null: that of pages, or of the API
 * @param surface who calls
 * @param replay whether it may be sent twice; null: reads may
 * @param flow how it belongs to a login
 * @param returnsCode whether it may send a browser back to its client with a code
 * @param account the field that names the account whose password is tried; null where none is
 * @param password the field without which nothing is tried
 */
public record OperationRow(
        String on,
        String name,
        @JsonProperty("class") String operationClass,
        @Nullable String plane,
        String surface,
        @Nullable String replay,
        String flow,
        boolean returnsCode,
        @Nullable String account,
        String password) {}
