package io.sallyport.journal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a log apart from its file, so that a cut is told from a crash.
 *
 * @param id 32 hex digits, new for each incarnation: records of an earlier one do not open in a later one
 * @param count records that were promised to a caller
 */
record LogHead(String id, long count) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{32}) ([0-9]{1,18})");
    private static final SecureRandom RANDOM = new SecureRandom();

    static LogHead fresh() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return new LogHead(HexFormat.of().formatHex(id), 0);
    }

    LogHead withCount(long newCount) {
        return new LogHead(id, newCount);
    }

    /** The label under which record {@code number}, from 1, of the log {@code name} is sealed. */
    String label(String name, long number) {
        return "log:" + name + ":" + id + ":" + number;
    }

    byte[] encoded() {
        return (id + " " + count).getBytes(StandardCharsets.US_ASCII);
    }

    static Optional<LogHead> decoded(byte[] bytes) {
        Matcher matcher = TEXT.matcher(new String(bytes, StandardCharsets.US_ASCII));
        return matcher.matches()
                ? Optional.of(new LogHead(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
