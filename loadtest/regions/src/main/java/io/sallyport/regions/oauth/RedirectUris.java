package io.sallyport.regions.oauth;

import java.util.List;
import java.util.regex.Pattern;

/** Compares redirect URIs with the registered ones: exactly, but for a port registered as {@code *} (RFC 8252 7.3). */
final class RedirectUris {

    private static final String ANY_PORT = ":*/";

    private RedirectUris() {}

    static boolean isRegistered(String uri, List<String> registered) {
        return registered.stream().anyMatch(pattern -> matches(uri, pattern));
    }

    private static boolean matches(String uri, String pattern) {
        int wildcard = pattern.indexOf(ANY_PORT);
        if (wildcard < 0) {
            return pattern.equals(uri);
        }
        String host = pattern.substring(0, wildcard);
        String path = pattern.substring(wildcard + ANY_PORT.length() - 1);
        return Pattern.matches(Pattern.quote(host) + ":[0-9]{1,5}" + Pattern.quote(path), uri);
    }
}
