package io.sallyport.operation;

import java.util.List;

/**
 * How a provider's regions share what they know of sessions.
 *
 * @param sessionsOneWay whether a session that began on a replica is unknown to the primary
 * @param cookiesPerRegion whether a region's cookies mean nothing to the other, or harm there
 * @param sessionCookies the names of cookies by which a region knows a signed-in browser
 */
public record Affinity(boolean sessionsOneWay, boolean cookiesPerRegion, List<String> sessionCookies) {

    /** Everything is shared. */
    public static final Affinity NONE = new Affinity(false, false, List.of());

    /** Copies its list. */
    public Affinity {
        sessionCookies = List.copyOf(sessionCookies);
    }
}
