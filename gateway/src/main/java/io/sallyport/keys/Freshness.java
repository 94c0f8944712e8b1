package io.sallyport.keys;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about its answer for later.
 *
 * @param etag to be sent back with the next question (RFC 9110 §8.8.3); null where there is none that can be
 * @param maxAge how long it is fresh from now on (RFC 9111 §4.2.1); null where that is not said, or not above zero
 */
record Freshness(@Nullable String etag, @Nullable Duration maxAge) {

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]{0,256}\"");
    private static final Pattern MAX_AGE =
            Pattern.compile("(?:^|[,\\s])max-age=\"?([0-9]{1,9})\"?\\s*(?:$|,)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    static Freshness of(MultiMap headers) {
        return new Freshness(etag(headers.get(HttpHeaders.ETAG)), maxAge(headers));
    }

    private static @Nullable String etag(@Nullable String value) {
        return value != null && ETAG.matcher(value).matches() ? value : null;
    }

    private static @Nullable Duration maxAge(MultiMap headers) {
        Matcher said = MAX_AGE.matcher(String.join(",", headers.getAll(HttpHeaders.CACHE_CONTROL)));
        if (!said.find()) {
            return null;
        }
        long left = Long.parseLong(said.group(1)) - age(headers.get(HttpHeaders.AGE));
        return left > 0 ? Duration.ofSeconds(left) : null;
    }

    /** How long it lay in a cache on its way. */
    private static long age(@Nullable String value) {
        return value != null && SECONDS.matcher(value).matches() ? Long.parseLong(value) : 0;
    }
}
