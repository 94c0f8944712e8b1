package io.sallyport.admin.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many records a reader wants.
 *
 * @param usual where the request does not say
 * @param most the most that there are
 */
record Limit(int usual, int most) {

    private static final Pattern QUERY = Pattern.compile("limit=([1-9][0-9]{0,8})");

    /** The number that a query asks for. */
    int of(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return usual;
        }
        Matcher matcher = QUERY.matcher(query);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > most) {
            throw Refused.malformed("this takes one parameter: limit, from 1 to " + most);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
