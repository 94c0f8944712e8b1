package io.sallyport.config;

import java.time.Duration;

/**
 * Deadlines of one request; none is longer than the next.
 *
 * @param connect to connect to a region
 * @param attempt one attempt of replay-safe work
 * @param longAttempt one attempt of work that must not be sent twice
 * @param total the whole request
 */
public record Timeouts(Duration connect, Duration attempt, Duration longAttempt, Duration total) {}
