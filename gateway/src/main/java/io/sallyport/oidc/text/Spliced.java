package io.sallyport.oidc.text;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that stands in a text.
 *
 * @param from where its raw form begins
 * @param to after its raw form's end
 * @param value what it means
 */
public record Spliced(int from, int to, String value) {

    /** What is to become of a value; null leaves it as it stands. */
    @FunctionalInterface
    public interface Edit {
        /** The value that takes its place. */
        @Nullable
        String apply(String field, String value);
    }

    /**
     * The raw form of what takes the value's place. Where only the beginning is new, or gone, the rest keeps its spelling,
     * and so its meaning where that is no text at all (a lone half of a surrogate pair).
     *
     * @param raw the value's raw form
     * @param encode writes a text in the raw form's language
     */
    String respelled(String raw, String next, UnaryOperator<String> encode) {
        if (next.endsWith(value)) {
            return encode.apply(next.substring(0, next.length() - value.length())) + raw;
        }
        int cut = value.length() - next.length();
        boolean isCut = cut > 0 && value.endsWith(next) && raw.startsWith(value.substring(0, cut));
        return isCut ? raw.substring(cut) : encode.apply(next);
    }
}
