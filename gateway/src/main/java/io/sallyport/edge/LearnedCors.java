package io.sallyport.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Plane;
import io.sallyport.operation.Surface;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What the regions said last of the pages that may read their answers (Fetch, "CORS protocol"), so that a page which may read a
 * region's answer may read a refusal in its place. Kept for each surface and origin; bounded. Thread-safe.
 */
public final class LearnedCors {

    /** Each some 200 bytes. */
    private static final int MOST = 2_000;

    /** Longer than any origin of use; who sends one is not remembered. */
    private static final int LONGEST = 300;

    private static final String ANY = "*";

    private record Key(Surface surface, String origin) {}

    /**
     * What a region allows.
     *
     * @param origin as it says it: an origin, or {@code *}
     * @param withCredentials whether a page may read what cookies or credentials brought it
     */
    record Allowed(String origin, boolean withCredentials) {}

    private final Cache<Key, Allowed> allowed =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Knows nothing yet. */
    public LearnedCors() {}

    /**
     * Takes note of a region's answer.
     *
     * @param origin of the request; null where it had none
     */
    void note(Operation operation, @Nullable String origin, MultiMap answer) {
        if (origin == null || origin.length() > LONGEST) {
            return;
        }
        String allows = answer.get(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        Key key = new Key(surface(operation), ANY.equals(allows) ? ANY : origin);
        if (!ANY.equals(allows) && !origin.equals(allows)) {
            allowed.invalidate(key);
            return;
        }
        Allowed now = new Allowed(allows, "true".equals(answer.get(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS)));
        if (!now.equals(allowed.getIfPresent(key))) {
            allowed.put(key, now);
        }
    }

    /** What the regions allow to a page of that origin; null where they are not known to allow anything. */
    @Nullable
    Allowed of(Surface surface, String origin) {
        Allowed own = allowed.getIfPresent(new Key(surface, origin));
        return own == null ? allowed.getIfPresent(new Key(surface, ANY)) : own;
    }

    /** What a browser asks before a call counts for the call. */
    private static Surface surface(Operation operation) {
        if (operation.surface() != Surface.PAGE) {
            return operation.surface();
        }
        return operation.plane() == Plane.API
                ? Surface.API
                : operation.plane() == Plane.LOGIN ? Surface.PAGE : Surface.OAUTH;
    }
}
