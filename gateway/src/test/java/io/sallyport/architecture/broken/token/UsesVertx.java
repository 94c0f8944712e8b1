package io.sallyport.architecture.broken.token;

import io.vertx.core.buffer.Buffer;

/** Pure by its package, not by what it does. */
public final class UsesVertx {
    private UsesVertx() {}

    /** Impure. */
    public static Object buffer() {
        return Buffer.buffer();
    }
}
