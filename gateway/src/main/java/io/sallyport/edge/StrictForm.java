package io.sallyport.edge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A small {@code application/x-www-form-urlencoded} body in which no parameter is there twice (RFC 6749 §3.2). One without
 * a value counts as absent (§3.1).
 */
final class StrictForm {

    private static final int MOST_PARAMETERS = 16;

    private StrictForm() {}

    /** The parameters; empty where the body is malformed, repeats one, or has more than anybody needs. */
    static Optional<Map<String, String>> parse(String body) {
        Map<String, String> parameters = new HashMap<>();
        String[] pairs = body.split("&", MOST_PARAMETERS + 1);
        try {
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                if (parameters.put(name, value) != null) {
                    return Optional.empty();
                }
            }
        } catch (IllegalArgumentException badEncoding) {
            return Optional.empty();
        }
        parameters.values().removeIf(String::isEmpty);
        return pairs.length > MOST_PARAMETERS ? Optional.empty() : Optional.of(parameters);
    }

    /**
     * Decodes one name or value.
     *
     * @throws IllegalArgumentException where a percent sign is not followed by two hexadecimal digits
     */
    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
