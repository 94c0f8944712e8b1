package io.sallyport.config.file;

import io.sallyport.config.Secret;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that hold a secret: there, legible, and long enough not to be guessed. */
final class SecretFiles {

    private static final int SHORTEST = 16;

    private SecretFiles() {}

    static void check(Place file) {
        file.text().flatMap(SecretFiles::rule).ifPresent(file::refuse);
    }

    private static Optional<String> rule(String name) {
        try {
            return Secret.read(Path.of(name)).length() < SHORTEST
                    ? Optional.of("must hold at least " + SHORTEST + " characters")
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.of("must be a file that can be read as UTF-8 text");
        }
    }
}
