package io.sallyport.scenarios.drill.result;

/**
 * What a failover by Route 53 health checks alone takes, by its own arithmetic: three failed checks at the fast interval, then
 * until resolvers ask again. Interval and default threshold: <a
 * href="https://aws.amazon.com/blogs/aws/route-53-health-check-improvements-faster-interval-and-configurable-failover/">Route 53
 * Health Check Improvements</a>. Time to live: the same, and "Values specific for latency records" in the Route 53 Developer
 * Guide, which asks for 60 seconds or less in a record with a health check.
 */
public final class Route53 {

    /** The default failure threshold of a health check. */
    public static final int CHECKS = 3;
    /** The shorter of the two request intervals. */
    public static final int INTERVAL_SECONDS = 10;
    /** The longest time to live that Route 53's documentation recommends for a record with a health check. */
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
