package io.sallyport.operation;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The column {@code reads} of a dialect's table: exactly one of the three.
 *
 * @param header the header that holds the access token by which is read
 * @param field the field of the body that does
 * @param about the field of the form that holds the token which is asked about
 */
record ReadsRow(
        @Nullable String header,
        @Nullable String field,
        @Nullable String about) {

    /**
     * What the column says.
     *
     * @throws IllegalArgumentException where it says nothing, or more than one thing
     */
    Reads reads() {
        if (Stream.of(header, field, about).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException("neither header nor field nor about alone: " + this);
        }
        if (header != null) {
            return new Reads.ByHeader(header);
        }
        return field != null ? new Reads.ByField(field) : new Reads.About(Objects.requireNonNull(about));
    }
}
