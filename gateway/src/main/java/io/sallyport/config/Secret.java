package io.sallyport.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A value that never shows itself: {@code toString} is redacted, comparison takes the same time for any other value. */
public final class Secret {

    private final String value;

    /** Wraps a value. */
    public Secret(String value) {
        this.value = value;
    }

    /**
     * Reads a file's text, without the white space around it. Blocks.
     *
     * @throws IOException if the file cannot be read
     */
    public static Secret read(Path file) throws IOException {
        return new Secret(Files.readString(file).strip());
    }

    /** The value itself; never to be logged or shown. */
    public String reveal() {
        return value;
    }

    /** Its length in characters. */
    public int length() {
        return value.length();
    }

    /** Whether a presented value is this one, in constant time for values of one length. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(utf8(value), utf8(presented));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "(redacted)";
    }
}
