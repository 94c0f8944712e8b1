package io.sallyport.architecture.broken.failover;

import java.nio.file.Files;
import java.nio.file.Path;

/** Pure by its package, not by what it does. */
final class ReadsFile {
    private ReadsFile() {}

    static boolean isThere() {
        return Files.exists(Path.of("x"));
    }
}
