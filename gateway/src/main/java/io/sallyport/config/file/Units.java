package io.sallyport.config.file;

import io.sallyport.config.ByteSize;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values with units. */
final class Units {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Units() {}

    /** Milliseconds of a duration or bytes of a size; empty if the text is neither. */
    static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(
                    text.endsWith("B")
                            ? ByteSize.parse(text).bytes()
                            : duration(text).toMillis());
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Reads {@code 500ms}, {@code 2s}, {@code 15m} or {@code 1h}.
     *
     * @throws IllegalArgumentException if the text is not a duration
     */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration: " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
