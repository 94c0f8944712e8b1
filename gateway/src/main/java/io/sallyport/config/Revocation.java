package io.sallyport.config;

import java.time.Duration;

/**
 * Revocations that are enforced here.
 *
 * @param remember how long one is remembered whose tokens' end is not known
 * @param entries the most that are remembered
 * @param journal whether they are kept on disk
 * @param replay how regions hear of them that would not learn of them
 */
public record Revocation(Duration remember, int entries, boolean journal, RevocationReplay replay) {}
