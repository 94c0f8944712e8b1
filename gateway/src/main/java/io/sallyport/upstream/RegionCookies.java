package io.sallyport.upstream;

import io.sallyport.failover.RegionName;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A region's cookies under names of their own, so that no region sees the other's: {@code session} of us-west-2 is
 * {@code sallyport.us-west-2.session} to the browser. The prefixes that browsers know ({@code __Host-} and the like, RFC
 * 6265bis) stay in front. Cookies of the gateway's own reach no region.
 */
public final class RegionCookies {

    /** Every name of the gateway's begins so, behind a browser's prefix. */
    public static final String OWN = "sallyport";

    private static final String HOST_PREFIX = "__Host-";
    private static final String PER_REGION = OWN + ".";
    private static final List<String> BROWSER_PREFIXES = List.of("__Host-Http-", "__Host-", "__Secure-", "__Http-");

    private RegionCookies() {}

    /** A name taken apart: what browsers know, and the rest. */
    private record Name(String prefix, String rest) {

        static Name of(String name) {
            for (String prefix : BROWSER_PREFIXES) {
                if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    return new Name(name.substring(0, prefix.length()), name.substring(prefix.length()));
                }
            }
            return new Name("", name);
        }

        boolean isOwn() {
            return rest.startsWith(OWN);
        }

        /** Its name at a region; null where it is not that region's. */
        @Nullable
        String at(RegionName region) {
            String own = PER_REGION + region.value() + '.';
            return rest.startsWith(own) ? prefix + rest.substring(own.length()) : null;
        }
    }

    /** A region's {@code Set-Cookie} as the browser may see it. */
    public static String toClient(String setCookie, RegionName region) {
        Name name = Name.of(setCookie);
        return name.prefix() + PER_REGION + region.value() + '.' + name.rest();
    }

    /** The cookies of a region that a browser brought, of these names: as the browser knows them. */
    public static List<String> brought(MultiMap headers, List<String> names, RegionName region) {
        return pairs(headers).stream()
                .map(RegionCookies::name)
                .filter(each -> isOneOf(Name.of(each).at(region), names))
                .distinct()
                .toList();
    }

    /**
     * The {@code Set-Cookie} lines that end a cookie that a browser brought. It does not say with which path it was set, so
     * there is one line for every path that a cookie of this request can have (RFC 6265 §5.1.4).
     *
     * @param path of the request, as the browser knows it
     */
    public static List<String> forget(String name, String path) {
        String prefix = Name.of(name).prefix();
        String rest = "; HttpOnly" + (prefix.isEmpty() ? "" : "; Secure");
        return (isBoundToHost(prefix) ? List.of("/") : paths(path))
                .stream()
                        .map(each -> name + "=; Max-Age=0; Path=" + each + rest)
                        .toList();
    }

    /** Whether a cookie has to have the path {@code /} and no domain, by its name. */
    static boolean isBoundToHost(String name) {
        return name.regionMatches(true, 0, HOST_PREFIX, 0, HOST_PREFIX.length());
    }

    private static List<String> paths(String path) {
        Set<String> paths = new LinkedHashSet<>(Set.of("/"));
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            paths.add(path.substring(0, slash));
            paths.add(path.substring(0, slash + 1));
        }
        paths.add(path);
        return List.copyOf(paths);
    }

    private static boolean isOneOf(@Nullable String name, List<String> names) {
        return name != null && names.contains(Name.of(name).rest());
    }

    /** The headers for a region; a copy where cookies are renamed or kept back, since other attempts share {@code headers}. */
    static MultiMap toRegion(MultiMap headers, RegionName region) {
        boolean isTouched = headers.getAll(HttpHeaders.COOKIE).stream().anyMatch(cookies -> cookies.contains(OWN));
        if (!isTouched) {
            return headers;
        }
        MultiMap mapped = MultiMap.caseInsensitiveMultiMap().addAll(headers).remove(HttpHeaders.COOKIE);
        String cookies = String.join("; ", kept(headers, region));
        return cookies.isEmpty() ? mapped : mapped.add(HttpHeaders.COOKIE, cookies);
    }

    /**
     * The region's own cookies take the place of any that came under their plain name. What RFC 2965 says of a cookie
     * ({@code $Path}) would be said of another one here.
     */
    private static List<String> kept(MultiMap headers, RegionName region) {
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> plain = new LinkedHashMap<>();
        for (String pair : pairs(headers)) {
            String given = name(pair);
            Name name = Name.of(given);
            String mine = name.at(region);
            if (mine != null) {
                own.putIfAbsent(mine, mine + pair.substring(given.length()));
            } else if (!name.isOwn() && !given.startsWith("$")) {
                plain.merge(given, pair, (first, second) -> first + "; " + second);
            }
        }
        plain.keySet().removeAll(own.keySet());
        plain.putAll(own);
        return List.copyOf(plain.values());
    }

    private static List<String> pairs(MultiMap headers) {
        return headers.getAll(HttpHeaders.COOKIE).stream()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .map(String::trim)
                .filter(pair -> !pair.isEmpty())
                .toList();
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals).trim();
    }
}
