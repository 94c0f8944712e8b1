package io.sallyport.config;

import java.time.Duration;

/**
 * Revocations that are enforced here.
 *
 * @param remember how long one is remembered whose tokens' end is not known
 * @param entries the most that are remembered
 */
public record Revocation(Duration remember, int entries) {}
