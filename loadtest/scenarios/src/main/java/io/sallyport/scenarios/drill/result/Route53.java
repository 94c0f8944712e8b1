package io.sallyport.scenarios.drill.result;

/**
 * What a failover by Route 53 health checks alone takes, by its own arithmetic: three failed checks at the fast interval, then
 * until resolvers ask again.
 */
public final class Route53 {

    /** The default failure threshold of a health check. */
    public static final int CHECKS = 3;
    /** The shorter of the two request intervals. */
    public static final int INTERVAL_SECONDS = 10;
    /** The time to live that Route 53's documentation asks for in records with a health check, and that of its alias records. */
    public static final int TTL_SECONDS = 60;

    private Route53() {}

    /** From the outage until the last client is told the other address. */
    public static int seconds() {
        return CHECKS * INTERVAL_SECONDS + TTL_SECONDS;
    }

    /** How many requests that are. */
    public static int requests(int requestsPerSecond) {
        return seconds() * requestsPerSecond;
    }
}
