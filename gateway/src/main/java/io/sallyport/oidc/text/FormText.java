package io.sallyport.oidc.text;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, or of a form whose bytes are this text's characters (ISO 8859-1), so that what is not edited
 * stays byte for byte.
 */
public record FormText(String text) {

    /** A parameter, and where its value stands. */
    public record Parameter(String name, Spliced at) {}

    /** The parameters of these names in their order. */
    public List<Parameter> find(Set<String> names) {
        List<Parameter> found = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int ampersand = text.indexOf('&', from);
            int end = ampersand < 0 ? text.length() : ampersand;
            int equals = text.indexOf('=', from);
            if (equals >= 0 && equals < end) {
                String name = decoded(text.substring(from, equals));
                if (names.contains(name)) {
                    found.add(new Parameter(
                            name, new Spliced(equals + 1, end, decoded(text.substring(equals + 1, end)))));
                }
            }
            from = end + 1;
        }
        return found;
    }

    /** The text with values exchanged; the same object where none is. */
    public String edited(Set<String> names, Spliced.Edit edit) {
        StringBuilder out = null;
        int copied = 0;
        for (Parameter parameter : find(names)) {
            @Nullable String next = edit.apply(parameter.name(), parameter.at().value());
            if (next != null) {
                out = out == null ? new StringBuilder(text.length() + 64) : out;
                Spliced at = parameter.at();
                out.append(text, copied, at.from())
                        .append(at.respelled(text.substring(at.from(), at.to()), next, FormText::encoded));
                copied = at.to();
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** A text as a parameter's value. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static String decoded(String raw) {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return raw;
        }
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }
}
