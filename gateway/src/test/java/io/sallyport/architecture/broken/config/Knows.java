package io.sallyport.architecture.broken.config;

import io.sallyport.architecture.broken.token.UsesVertx;

/** A configuration that knows another package. */
public final class Knows {
    private Knows() {}

    /** What it knows. */
    public static Object known() {
        return UsesVertx.buffer();
    }
}
