package io.sallyport.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(B|KiB|MiB)");

    /** Refuses a negative amount. */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    /**
     * Reads {@code 512B}, {@code 64KiB} or {@code 1MiB}.
     *
     * @throws IllegalArgumentException if the text is not a size
     */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size: " + text);
        }
        long unit =
                switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "kib" -> 1L << 10;
                    case "mib" -> 1L << 20;
                    default -> 1L;
                };
        return new ByteSize(Long.parseLong(matcher.group(1)) * unit);
    }

    /**
     * The amount as an {@code int}.
     *
     * @throws ArithmeticException above 2 GiB
     */
    public int toInt() {
        return Math.toIntExact(bytes);
    }
}
