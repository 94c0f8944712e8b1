package io.sallyport.config;

import java.time.Duration;

/**
 * How regions are probed.
 *
 * @param interval between probes of a healthy plane
 * @param suspicion between probes of a plane under suspicion
 * @param timeout after which a probe has failed
 */
public record Probes(Duration interval, Duration suspicion, Duration timeout) {}
