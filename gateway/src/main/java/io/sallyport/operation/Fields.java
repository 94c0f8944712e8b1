package io.sallyport.operation;

import org.jspecify.annotations.Nullable;

/** The named fields of a request's body, as far as classification may look: form parameters or top-level JSON strings. */
@FunctionalInterface
public interface Fields {

    /** No body. */
    Fields NONE = name -> null;

    /** The field's only value; null where it is absent or given more than once. */
    @Nullable
    String value(String name);

    /** Whether the field is there at all, once or more often. */
    default boolean has(String name) {
        return value(name) != null;
    }
}
