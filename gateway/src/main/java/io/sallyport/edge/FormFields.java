package io.sallyport.edge;

import io.sallyport.operation.Fields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an {@code application/x-www-form-urlencoded} body, looked up without building a map. A parameter given
 * twice counts as absent (RFC 6749 §3.2: parameters must not be repeated), so that no reader behind the gateway can take
 * the other one.
 */
record FormFields(String body) implements Fields {

    @Override
    public @Nullable String value(String name) {
        List<String> values = values(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    @Override
    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** Whether the parameter is there more than once. */
    boolean isRepeated(String name) {
        return values(name).size() > 1;
    }

    private List<String> values(String name) {
        List<String> found = new ArrayList<>(1);
        int from = 0;
        while (from < body.length()) {
            int ampersand = body.indexOf('&', from);
            int end = ampersand < 0 ? body.length() : ampersand;
            int equals = body.indexOf('=', from);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (isNamed(name, from, nameEnd)) {
                found.add(decoded(body.substring(Math.min(nameEnd + 1, end), end)));
            }
            from = end + 1;
        }
        return found;
    }

    private boolean isNamed(String name, int from, int to) {
        if (to - from == name.length()) {
            return body.regionMatches(from, name, 0, name.length());
        }
        // A longer spelling can still be the name, in percent-encoding.
        return to - from > name.length()
                && body.lastIndexOf('%', to - 1) >= from
                && name.equals(decoded(body.substring(from, to)));
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
