package io.sallyport.config.file;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository's files are, whichever module's directory the tests run in. */
public final class Repository {

    private Repository() {}

    /** A file by its path below the root. */
    public static Path file(String name) {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("conf"))) {
            Path parent = directory.getParent();
            if (parent == null) {
                throw new IllegalStateException("not inside the repository");
            }
            directory = parent;
        }
        return directory.resolve(name);
    }
}
