package io.sallyport.architecture.broken.keys;

import io.sallyport.architecture.broken.upstream.Chain;

/** Half of a cycle. */
public final class Ring {
    private Ring() {}

    /** The other half. */
    public static Class<?> other() {
        return Chain.class;
    }
}
