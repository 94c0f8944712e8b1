package io.sallyport.config;

import java.time.Duration;

/**
 * The data-plane listener.
 *
 * @param host address or name to bind
 * @param port 0 to 65535; 0 takes a free one
 * @param maxBody largest request body
 * @param maxHeaders largest request head
 * @param idleTimeout a connection without traffic for this long is closed
 * @param maxConnections client connections at a time
 */
public record Listen(
        String host, int port, ByteSize maxBody, ByteSize maxHeaders, Duration idleTimeout, int maxConnections) {}
