package io.sallyport.admin.api;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The members of a body that is one JSON object: each as it must be, none that nobody asked for. Not thread-safe. */
final class Members {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** As in the configuration. */
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    /** What would change how a record or a log line reads: controls, halves of characters, marks of direction. */
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private final JsonNode object;
    private final Set<String> unread = new TreeSet<>();

    private Members(JsonNode object) {
        this.object = object;
        object.fieldNames().forEachRemaining(unread::add);
    }

    /**
     * Those of this body.
     *
     * @throws Refused where it is no JSON object, in UTF-8, with no member twice
     */
    static Members parse(Buffer body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
            JsonNode root = JSON.readTree(text);
            if (root != null && root.isObject()) {
                return new Members(root);
            }
        } catch (IOException e) {
            // The parser's own words would tell the caller more about the parser than about the body.
        }
        throw Refused.malformed("the body must be one JSON object, in UTF-8, with no member twice");
    }

    /** Whether there is such a member. */
    boolean has(String name) {
        return object.has(name);
    }

    /** A text of 1 to {@code longest} characters, not blank. */
    String text(String name, int longest) {
        String text = required(name).textValue();
        if (text == null || text.isBlank() || text.length() > longest) {
            throw Refused.malformed(name + " must be a text of 1 to " + longest + " characters");
        }
        if (UNFIT.matcher(text).find()) {
            throw Refused.malformed(name + " must not contain control characters");
        }
        return text;
    }

    /** The same, or nothing where there is no such member. */
    Optional<String> optionalText(String name, int longest) {
        return has(name) ? Optional.of(text(name, longest)) : Optional.empty();
    }

    /** A whole number from 1 to 100. */
    int percent(String name) {
        JsonNode number = required(name);
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < 1
                || number.intValue() > 100) {
            throw Refused.malformed(name + " must be a whole number from 1 to 100");
        }
        return number.intValue();
    }

    /** A whole number, 1 or more. */
    long number(String name) {
        JsonNode number = required(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 1) {
            throw Refused.malformed(name + " must be a whole number, 1 or more");
        }
        return number.longValue();
    }

    /** A time longer than nothing. */
    Duration duration(String name) {
        String text = required(name).textValue();
        Matcher matcher = DURATION.matcher(text == null ? "" : text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw Refused.malformed(name + " must be a duration like \"30s\", \"10m\" or \"2h\", longer than nothing");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** The same, or nothing where there is no such member. */
    Optional<Duration> optionalDuration(String name) {
        return has(name) ? Optional.of(duration(name)) : Optional.empty();
    }

    /** To be called when all that is known was read. */
    void end() {
        if (!unread.isEmpty()) {
            throw Refused.malformed(
                    "this takes no member " + shown(unread.iterator().next()));
        }
    }

    private JsonNode required(String name) {
        unread.remove(name);
        JsonNode value = object.get(name);
        if (value == null) {
            throw Refused.malformed(name + " is missing");
        }
        return value;
    }

    /** A caller's own text, made fit for a sentence. */
    private static String shown(String name) {
        String fit = UNFIT.matcher(name).replaceAll("?");
        return '"' + (fit.length() <= 40 ? fit : fit.substring(0, 40) + "…") + '"';
    }
}
