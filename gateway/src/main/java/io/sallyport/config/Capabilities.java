package io.sallyport.config;

/**
 * What front ends are told.
 *
 * @param region whether the region that serves is named
 * @param since whether it is said since when
 * @param streams event streams open at a time
 * @param streamsPerAddress the same for one client address
 */
public record Capabilities(boolean region, boolean since, int streams, int streamsPerAddress) {}
