package io.sallyport.guard.source;

import java.net.InetAddress;

/**
 * A range of addresses.
 *
 * @param address one of them
 * @param prefix how many bits they share; 0 to 32, of IPv6 to 128
 */
public record Network(InetAddress address, int prefix) {}
