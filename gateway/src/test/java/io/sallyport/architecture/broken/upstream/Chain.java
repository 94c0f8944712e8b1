package io.sallyport.architecture.broken.upstream;

import io.sallyport.architecture.broken.keys.Ring;

/** Half of a cycle. */
public final class Chain {
    private Chain() {}

    /** The other half. */
    public static Class<?> other() {
        return Ring.class;
    }
}
