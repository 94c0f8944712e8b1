package io.sallyport.config;

import java.time.Duration;

/**
 * How regions are probed.
 *
 * @param clientId a client of the provider, named by the sign-in probes
 * @param interval between probes of a healthy plane
 * @param suspicion between probes of a plane under suspicion
 * @param timeout after which a probe has failed
 */
public record Probes(String clientId, Duration interval, Duration suspicion, Duration timeout) {}
