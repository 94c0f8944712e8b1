package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a redirect that a region makes to itself into one to the public URL, so that a client never sees a region's host. */
final class Redirects {

    private final PublicUrl publicUrl;
    private final Map<RegionName, String> bases;

    /**
     * Makes the rule.
     *
     * @param bases the regions' own URLs, without trailing slash
     */
    Redirects(PublicUrl publicUrl, Map<RegionName, String> bases) {
        this.publicUrl = publicUrl;
        this.bases = Map.copyOf(bases);
    }

    /** What a client may see of a region's {@code Location}; unchanged where it leads elsewhere. */
    String toClient(String location, RegionName region) {
        String base = bases.get(region);
        if (base == null) {
            return location;
        }
        if (isBelow(location, base)) {
            return publicUrl.root() + location.substring(base.length());
        }
        String basePath = URI.create(base).getRawPath();
        // Two slashes would name another host.
        boolean isPath = location.startsWith("/") && !location.startsWith("//");
        return isPath && isBelow(location, basePath)
                ? publicUrl.rootPath() + location.substring(basePath.length())
                : location;
    }

    /** The path that a region's cookie has at the public URL; unchanged where the region's own is none below its URL. */
    String cookiePath(String path, RegionName region) {
        String base = bases.get(region);
        String basePath = base == null ? null : URI.create(base).getRawPath();
        if (basePath == null || !isBelow(path, basePath)) {
            return path;
        }
        String rest = path.substring(basePath.length());
        String mapped = publicUrl.rootPath() + (rest.equals("/") ? "" : rest);
        return mapped.isEmpty() ? "/" : mapped;
    }

    /** The part of a location below the public URL; null where it leads elsewhere, or stands in relation to a page. */
    @Nullable
    String below(String location) {
        if (isOwn(location)) {
            String rest = location.substring(publicUrl.root().length());
            return rest.startsWith("/") ? rest : "/" + rest;
        }
        return location.startsWith("/") && !location.startsWith("//") ? publicUrl.below(location) : null;
    }

    /** Whether an absolute URL is the gateway's. */
    boolean isOwn(String location) {
        return isBelow(location, publicUrl.root());
    }

    private static boolean isBelow(String location, String base) {
        if (!location.startsWith(base)) {
            return false;
        }
        String rest = location.substring(base.length());
        return rest.isEmpty() || rest.charAt(0) == '/' || rest.charAt(0) == '?';
    }
}
