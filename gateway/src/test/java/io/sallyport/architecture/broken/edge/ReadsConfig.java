package io.sallyport.architecture.broken.edge;

import io.sallyport.architecture.broken.config.Knows;

/** Reads the configuration itself. */
final class ReadsConfig {
    private ReadsConfig() {}

    static Object read() {
        return Knows.known();
    }
}
