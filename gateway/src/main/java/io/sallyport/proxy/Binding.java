package io.sallyport.proxy;

import io.sallyport.failover.RegionName;

/**
 * The region that a request belongs to.
 *
 * @param isExclusive whether that region alone knows what the request is about, or alone may end it, so that no other is
 *     asked; else it is only the better one while it is usable
 */
public record Binding(RegionName region, boolean isExclusive) {}
