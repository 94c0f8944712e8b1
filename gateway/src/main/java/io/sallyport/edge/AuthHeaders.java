package io.sallyport.edge;

import io.sallyport.token.Claims;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says, as headers for the service behind. All of them are always set, so that none that a client sent
 * can pass for the gateway's; what a header cannot carry is percent-encoded.
 */
final class AuthHeaders {

    private static final CharSequence SUBJECT = HttpHeaders.createOptimized("X-Auth-Subject");
    private static final CharSequence CLIENT = HttpHeaders.createOptimized("X-Auth-Client");
    private static final CharSequence SCOPE = HttpHeaders.createOptimized("X-Auth-Scope");
    private static final CharSequence ISSUER = HttpHeaders.createOptimized("X-Auth-Issuer");
    private static final CharSequence REGION = HttpHeaders.createOptimized("X-Auth-Region");
    private static final CharSequence EXPIRES = HttpHeaders.createOptimized("X-Auth-Expires");

    private AuthHeaders() {}

    static void put(MultiMap headers, Claims claims) {
        headers.set(SUBJECT, visible(claims.subject()))
                .set(CLIENT, visible(claims.clientId()))
                .set(SCOPE, visible(words(claims.scopes())))
                .set(ISSUER, visible(claims.issuer()))
                .set(REGION, visible(claims.region()))
                .set(EXPIRES, Long.toString(claims.expiresAt().getEpochSecond()));
    }

    /**
     * The text in visible ASCII and inner spaces; everything else, quotes, backslashes, percent signs and the spaces at
     * either end (which a reader of headers trims) included, as %XX of UTF-8. No two texts become the same.
     */
    static String visible(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return isPlain(text) ? text : encoded(text);
    }

    private static boolean isPlain(String text) {
        int last = text.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = text.charAt(i);
            if (!isVisible(c) || (c == ' ' && (i == 0 || i == last))) {
                return false;
            }
        }
        return true;
    }

    private static String words(Set<String> scopes) {
        return scopes.size() == 1 ? scopes.iterator().next() : String.join(" ", scopes);
    }

    private static boolean isVisible(int c) {
        return c >= ' ' && c <= '~' && c != '%' && c != '"' && c != '\\';
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i] & 0xff;
            boolean isOuterSpace = c == ' ' && (i == 0 || i == bytes.length - 1);
            if (isVisible(c) && !isOuterSpace) {
                out.append((char) c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }
}
