package io.sallyport.architecture.broken.stray;

import io.sallyport.architecture.broken.token.UsesVertx;

/** Stands in no row, in a package without package-info. */
final class Stray {
    private Stray() {}

    static Object use() {
        return UsesVertx.buffer();
    }
}
