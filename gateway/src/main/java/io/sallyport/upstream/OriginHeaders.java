package io.sallyport.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Origin} and {@code Referer} of a page that was served through the gateway name the gateway's public URL; a region
 * that checks them (against forged requests) knows only its own. Any other value is passed unchanged: it is the region's to
 * judge.
 */
final class OriginHeaders {

    private OriginHeaders() {}

    /** The headers for a region; a copy where a value is mapped, since attempts at other regions share {@code headers}. */
    static MultiMap toRegion(MultiMap headers, String publicOrigin, String regionOrigin) {
        String origin = only(headers, HttpHeaders.ORIGIN);
        String referer = only(headers, HttpHeaders.REFERER);
        MultiMap mapped = headers;
        if (publicOrigin.equals(origin)) {
            mapped = copy(mapped).set(HttpHeaders.ORIGIN, regionOrigin);
        }
        if (referer != null && isAt(referer, publicOrigin)) {
            mapped = copy(mapped).set(HttpHeaders.REFERER, regionOrigin + referer.substring(publicOrigin.length()));
        }
        return mapped;
    }

    private static MultiMap copy(MultiMap headers) {
        return MultiMap.caseInsensitiveMultiMap().addAll(headers);
    }

    /** A header's value; null where there is none, or several. */
    private static @Nullable String only(MultiMap headers, CharSequence name) {
        List<String> values = headers.getAll(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    private static boolean isAt(String referer, String origin) {
        return referer.startsWith(origin)
                && (referer.length() == origin.length() || referer.charAt(origin.length()) == '/');
    }
}
